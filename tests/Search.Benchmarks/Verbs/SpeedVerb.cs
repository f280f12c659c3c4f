using System.CommandLine;
using Search.Benchmarks.Speed;

namespace Search.Benchmarks.Verbs;

/// <summary><c>speed</c>: the whole table that the index's speed is judged by, beside real Lucene, in Markdown. Needs the shared data, Python and some 10 GB of disk.</summary>
internal static class SpeedVerb
{
    public static Command Create()
    {
        var folder = new Argument<string>("OUT") { Description = "folder for everything that is made" };
        var peer = new Option<string>("--peer") { Description = "the peer's script", DefaultValueFactory = _ => PeerProcess.DefaultScript };
        var runs = new Option<int>("--runs") { Description = "processes of each side for each figure; the median counts", DefaultValueFactory = _ => 5 };
        var warm = new Option<int>("--warm") { Description = "rounds of queries before the clock", DefaultValueFactory = _ => 20 };
        var articles = new Option<int>("--articles") { Description = "about how many the large index holds", DefaultValueFactory = _ => 2_000_000 };
        var multiplied = new Option<int>("--multiplied") { Description = "megabytes of the multiplied corpus", DefaultValueFactory = _ => 200 };
        var parts = new Option<string[]>("--only") { Description = "corpus, multiplied, large, whole: only these parts of the table", DefaultValueFactory = _ => [], AllowMultipleArgumentsPerToken = true };
        parts.AcceptOnlyFromAmong("corpus", "multiplied", "large", "whole");
        var command = new Command("speed", "Measures everything that the index's speed is judged by.") { folder, peer, runs, warm, articles, multiplied, parts };
        command.SetAction(result =>
        {
            var settings = new SpeedSettings(result.GetRequiredValue(folder), Math.Max(1, result.GetValue(runs)), result.GetValue(warm), result.GetValue(articles), result.GetValue(multiplied));
            Print(new SpeedRun(new PeerProcess(result.GetRequiredValue(peer)), settings), result.GetRequiredValue(parts));
        });
        return command;
    }

    private static void Print(SpeedRun run, string[] parts)
    {
        Console.Out.WriteLine($"{Machine.Name}\n\n| | Lucene 8.8.1 | here | ratio | bar | aim | reached |\n|---|---|---|---|---|---|---|");
        foreach (var row in run.Rows(parts))
            Console.Out.WriteLine(row);
    }
}
