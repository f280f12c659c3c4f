using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Search.Benchmarks.Percolation;

namespace Search.Benchmarks.Verbs;

/// <summary>
/// <c>percolate-compare</c>: Lucene's Monitor and this library on the same queries and articles in one run, each in processes of its own: one article
/// at a time with both of its presearchers, and in batches. Fails when they match differently.
/// </summary>
internal static class PercolateCompareVerb
{
    private static readonly (string Presearcher, int Batch)[] Runs = [("terms", 1), ("multipass", 1), ("terms", 100), ("multipass", 100)];

    public static Command Create()
    {
        var queries = new Option<string>("--queries") { Description = "CLASS TAB QUERY, one a line", Required = true };
        var take = new Option<int>("--take") { Description = "queries at most", DefaultValueFactory = _ => int.MaxValue };
        var articles = new Option<string>("--articles") { Description = "article JSON, one a line, plain or .gz", Required = true };
        var limit = new Option<int>("--limit") { Description = "articles at most", DefaultValueFactory = _ => 300 };
        var analyzer = new Option<string>("--analyzer") { Description = "standard, english or arabic", DefaultValueFactory = _ => "standard" };
        var harness = new Option<string>("--peers") { Description = "folder of the peer harness", DefaultValueFactory = _ => Path.GetDirectoryName(PeerProcess.DefaultScript)! };
        var warm = new Option<int>("--warm") { Description = "rounds over the articles before the clock", DefaultValueFactory = _ => 1 };
        var repeat = new Option<int>("--repeat") { Description = "rounds by the clock", DefaultValueFactory = _ => 3 };
        var command = new Command("percolate-compare", "Measures Lucene's Monitor and this library side by side.") { queries, take, articles, limit, analyzer, harness, warm, repeat };
        command.SetAction(result => Run(result.GetRequiredValue(harness), new PercolationSettings
        {
            Queries = result.GetRequiredValue(queries),
            Take = result.GetValue(take),
            Articles = result.GetRequiredValue(articles),
            Limit = result.GetValue(limit),
            Analyzer = result.GetRequiredValue(analyzer),
            Warm = result.GetValue(warm),
            Repeat = Math.Max(1, result.GetValue(repeat)),
        }));
        return command;
    }

    private static int Run(string harness, PercolationSettings settings)
    {
        var (theirMatches, ourMatches) = (Path.GetTempFileName(), Path.GetTempFileName());
        try
        {
            var ours = Figures(Ours(settings, ourMatches));
            var same = true;
            foreach (var (presearcher, batch) in Runs)
            {
                var theirs = Figures(MonitorProcess.Run(harness, settings, presearcher, batch, theirMatches));
                CompareVerb.Print(string.Create(CultureInfo.InvariantCulture, $"percolate, Monitor with {presearcher}, batches of {batch}"), new Sides(theirs, ours));
                same &= File.ReadAllBytes(theirMatches).AsSpan().SequenceEqual(File.ReadAllBytes(ourMatches));
            }
            Console.Error.WriteLine(same ? "the same matches" : "the matches differ");
            return same ? 0 : 1;
        }
        finally
        {
            File.Delete(theirMatches);
            File.Delete(ourMatches);
        }
    }

    private static JsonElement Ours(PercolationSettings settings, string hits) => OwnProcess.Run(
        "percolate", "--queries", settings.Queries, "--take", Text(settings.Take), "--articles", settings.Articles, "--limit", Text(settings.Limit),
        "--analyzer", settings.Analyzer, "--warm", Text(settings.Warm), "--repeat", Text(settings.Repeat), "--hits", hits);

    private static Dictionary<string, double> Figures(JsonElement line) =>
        line.EnumerateObject().ToDictionary(figure => figure.Name, figure => figure.Value.GetDouble(), StringComparer.Ordinal);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
