using System.Globalization;
using System.Text.RegularExpressions;

namespace Search.Benchmarks.Verbs;

/// <summary>Real Lucene through the peer's script; its lines read into the figures that this program prints.</summary>
internal sealed partial class PeerProcess(string script)
{
    public static string DefaultScript => Path.Combine(Environment.GetEnvironmentVariable("SEARCH_SHARED") ?? "../shared", "peers", "lucene");

    public Dictionary<string, double> Index(string corpus, string folder, string analyzer, int threads)
    {
        var output = Processes.Run(script, ["index", corpus, folder, "-analyzer", analyzer, "-threads", threads.ToString(CultureInfo.InvariantCulture)]);
        var megabytes = Value(output, "textMB");
        return new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["docs"] = Value(output, "docs"),
            ["seconds"] = Value(output, @"add\+commit"),
            ["cpu_seconds"] = Value(output, "cpu"),
            ["docs_per_s"] = Value(output, "docs/s"),
            ["mb_per_s"] = Value(output, "MB/s"),
            ["mb_per_cpu_s"] = Json.Round(megabytes / Value(output, "cpu")),
            ["index_bytes"] = Value(output, "sizeMB") * 1e6,
            ["peak_rss_bytes"] = Value(output, "peakRSS") * 1024,
        };
    }

    public Dictionary<string, double> Query(string folder, string queries, string analyzer, int warm, int repeat)
    {
        var hits = Path.Combine(folder + ".hits");
        var output = Processes.Run(script, ["search", folder, queries, "-analyzer", analyzer, "-out", hits,
            "-warm", warm.ToString(CultureInfo.InvariantCulture), "-rounds", repeat.ToString(CultureInfo.InvariantCulture)]);
        var figures = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["queries"] = Value(output, "queries"),
            ["qps"] = Value(output, @"QPS\(median round\)"),
            ["p50_us"] = Value(output, "p50"),
            ["p99_us"] = Value(output, "p99"),
        };
        foreach (Match line in ClassLine().Matches(output))
        {
            figures[line.Groups["name"].Value + ".p50_us"] = Number(line.Groups["p50"].Value);
            figures[line.Groups["name"].Value + ".p99_us"] = Number(line.Groups["p99"].Value);
        }
        return figures;
    }

    /// <summary>Megabytes a second of the fastest of its rounds, as ours counts.</summary>
    public Dictionary<string, double> Analyze(string corpus, string analyzer)
    {
        var output = Processes.Run(script, ["tokens", corpus, "-analyzer", analyzer]);
        var rounds = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new Dictionary<string, double>(StringComparer.Ordinal) { ["mb_per_s"] = rounds.Max(round => Value(round, "MB/s")) };
    }

    /// <summary>The number after the first <c>name=</c>.</summary>
    private static double Value(string output, string name)
    {
        var match = Regex.Match(output, $@"(?<![\w/]){name}=(?<value>[0-9.]+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        return match.Success ? Number(match.Groups["value"].Value) : throw new InvalidOperationException($"the peer did not print {name}: {output}");
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"class (?<name>\S+)\s+n=[0-9]+ p50=(?<p50>[0-9.]+)us p99=(?<p99>[0-9.]+)us", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ClassLine();
}
