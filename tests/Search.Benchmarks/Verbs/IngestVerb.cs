using System.CommandLine;
using Search.Benchmarks.Alerts;

namespace Search.Benchmarks.Verbs;

/// <summary><c>ingest</c>: <c>search index</c> end to end: rows, index and the matching of saved queries, in CPU seconds, with the machine code that the program has.</summary>
internal static class IngestVerb
{
    public static Command Create()
    {
        var corpus = new Argument<string>("CORPUS") { Description = "article JSON, one a line, plain or .gz" };
        var queries = new Option<string>("--queries") { Description = "saved queries, one a line, after the last tab", Required = true };
        var alerts = new Option<int>("--alerts") { Description = "alerts stored", DefaultValueFactory = _ => 1_000 };
        var limit = new Option<int>("--limit") { Description = "articles at most", DefaultValueFactory = _ => int.MaxValue };
        var il = new Option<bool>("--il") { Description = "without machine code made beforehand" };
        var command = new Command("ingest", "Measures search index end to end.") { corpus, queries, alerts, limit, il };
        command.SetAction(async (result, cancellation) =>
        {
            var (articles, saved, most, first) = (result.GetRequiredValue(corpus), result.GetRequiredValue(queries), result.GetValue(alerts), result.GetValue(limit));
            if (!result.GetValue(il) && OwnProcess.RunWithMachineCode("ingest", articles, "--queries", saved, "--alerts", $"{most}", "--limit", $"{first}") is { } line)
                Console.Out.WriteLine(line);
            else
                Json.Print(await new IngestRun(articles, saved, most, first).RunAsync(cancellation));
            return 0;
        });
        return command;
    }
}
