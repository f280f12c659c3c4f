using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace Search.Benchmarks.Verbs;

/// <summary>
/// <c>percolate-curve</c>: what an article costs among ever more queries, a line for each size, each in a process of its own. Beside the mean time
/// stand matches and candidates, and the time less that of the matches, as <c>percolate</c> estimates what one costs.
/// </summary>
internal static class PercolateCurveVerb
{
    public static Command Create()
    {
        var queries = new Option<string>("--queries") { Description = "CLASS TAB QUERY, one a line; each size takes the first ones", Required = true };
        var articles = new Option<string>("--articles") { Description = "article JSON, one a line, plain or .gz", Required = true };
        var limit = new Option<int>("--limit") { Description = "articles at most", DefaultValueFactory = _ => 1_000 };
        var sizes = new Option<int[]>("--sizes")
        {
            Description = "numbers of queries",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [10_000, 100_000, 1_000_000],
        };
        var stats = new Option<string?>("--stats") { Description = "corpus of term statistics" };
        var warm = new Option<int>("--warm") { Description = "rounds over the articles before the clock", DefaultValueFactory = _ => 10 };
        var repeat = new Option<int>("--repeat") { Description = "rounds by the clock", DefaultValueFactory = _ => 3 };
        var command = new Command("percolate-curve", "Measures matching among more and more queries.") { queries, articles, limit, sizes, stats, warm, repeat };
        command.SetAction(result =>
        {
            string[] common =
            [
                "--queries", result.GetRequiredValue(queries), "--articles", result.GetRequiredValue(articles), "--limit", Text(result.GetValue(limit)),
                "--warm", Text(result.GetValue(warm)), "--repeat", Text(result.GetValue(repeat)),
            ];
            if (result.GetValue(stats) is { } corpus)
                common = [.. common, "--stats", corpus];
            Run(result.GetRequiredValue(sizes), common);
            return 0;
        });
        return command;
    }

    private static void Run(int[] sizes, string[] common)
    {
        Dictionary<string, object>? before = null;
        foreach (var size in sizes.Order())
        {
            var line = Line(OwnProcess.Run(["percolate", "--take", Text(size), .. common]));
            AddGrowth(line, before, "mean_us");
            AddGrowth(line, before, "us_beyond_matches");
            Json.Print(line);
            before = line;
        }
    }

    private static Dictionary<string, object> Line(JsonElement figures)
    {
        string[] kept = ["queries", "articles", "mean_us", "p50_us", "p99_us", "matches_per_article", "candidates_per_article", "us_per_match", "bytes_per_query", "register_cpu_s"];
        var line = kept.ToDictionary(name => name, object (name) => figures.GetProperty(name).GetDouble(), StringComparer.Ordinal);
        line["us_beyond_matches"] = Json.Round((double)line["mean_us"] - ((double)line["us_per_match"] * (double)line["matches_per_article"]));
        return line;
    }

    private static void AddGrowth(Dictionary<string, object> line, Dictionary<string, object>? before, string name)
    {
        if (before is not null)
            line[name + "_growth"] = Json.Round((double)line[name] / (double)before[name]);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
