using System.CommandLine;
using System.Text.Json;

namespace Search.Benchmarks.Verbs;

/// <summary><c>compare</c>: the peer and this library on the same corpus and queries in one run, each in processes of its own, each on its own index.</summary>
internal static class CompareVerb
{
    public static Command Create()
    {
        var corpus = new Argument<string>("CORPUS") { Description = "article JSON, one a line, plain or .gz" };
        var queries = new Option<string?>("--queries") { Description = "CLASS TAB QUERY, one a line; without it only indexing is compared" };
        var peer = new Option<string>("--peer") { Description = "the peer's script", DefaultValueFactory = _ => PeerProcess.DefaultScript };
        var work = new Option<string>("--work") { Description = "folder for the two indexes", DefaultValueFactory = _ => Path.Combine(Path.GetTempPath(), "search-compare") };
        var analyzer = new Option<string>("--analyzer") { DefaultValueFactory = _ => "standard" };
        var threads = new Option<int>("--threads") { DefaultValueFactory = _ => 1 };
        var warm = new Option<int>("--warm") { Description = "rounds of queries before the clock", DefaultValueFactory = _ => 20 };
        var repeat = new Option<int>("--repeat") { Description = "processes of each side; the figures are medians over them", DefaultValueFactory = _ => 5 };
        var command = new Command("compare", "Measures the peer and this library side by side.") { corpus, queries, peer, work, analyzer, threads, warm, repeat };
        command.SetAction(result =>
        {
            var comparison = new Comparison(new PeerProcess(result.GetRequiredValue(peer)), result.GetRequiredValue(work),
                result.GetRequiredValue(analyzer), result.GetValue(warm), Math.Max(1, result.GetValue(repeat)));
            Print("index", comparison.Index(result.GetRequiredValue(corpus), result.GetValue(threads)));
            if (result.GetValue(queries) is { } file)
                Print("query", comparison.Query(file));
            return 0;
        });
        return command;
    }

    /// <summary>One line for each side, and one with the ratio of ours to the peer's for each figure that both have.</summary>
    public static void Print(string what, Sides sides)
    {
        foreach (var (side, figures) in new[] { ("lucene", sides.Lucene), ("search", sides.Search), ("ratio", sides.Ratios) })
            Console.Out.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object> { ["what"] = what, ["side"] = side, ["figures"] = figures }));
    }
}
