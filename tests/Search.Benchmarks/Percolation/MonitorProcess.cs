using System.Globalization;
using System.Text.Json;
using Search.Benchmarks.Verbs;
using Search.Testing;

namespace Search.Benchmarks.Percolation;

/// <summary>Lucene's Monitor in a process of its own; see the script <c>monitor</c> for what it needs.</summary>
internal static class MonitorProcess
{
    /// <summary>Its line. Throws <see cref="InvalidOperationException"/> when it printed none.</summary>
    /// <param name="harness">The folder of the peer harness.</param>
    /// <param name="settings">What is matched; its statistics, field and operator are not the Monitor's.</param>
    /// <param name="presearcher"><c>terms</c> or <c>multipass</c>.</param>
    /// <param name="batch">Articles matched in one call.</param>
    /// <param name="hits">File for the matches.</param>
    public static JsonElement Run(string harness, PercolationSettings settings, string presearcher, int batch, string hits)
    {
        var script = Path.Combine(Shared.RepositoryRoot, "tests/Search.Benchmarks/Percolation/monitor");
        var output = Processes.Run(script,
        [
            harness, "-queries", settings.Queries, "-take", Text(settings.Take), "-articles", settings.Articles, "-limit", Text(settings.Limit),
            "-analyzer", settings.Analyzer, "-presearcher", presearcher, "-batch", Text(batch), "-warm", Text(settings.Warm), "-repeat", Text(settings.Repeat),
            "-hits", hits,
        ]);
        return JsonDocument.Parse(output.Trim()).RootElement.Clone();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
