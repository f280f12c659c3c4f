using Search.Benchmarks.Corpora;
using Search.Percolation;

namespace Search.Benchmarks.Percolation;

/// <summary>The one place where the benchmarks make a percolator.</summary>
internal static class Percolators
{
    /// <summary>An empty one.</summary>
    /// <param name="settings">Name the analyzer.</param>
    /// <param name="statistics">Of the corpus that <c>--stats</c> names. They steer the choice of anchors alone.</param>
    public static Percolator Create(PercolationSettings settings, TermStatistics? statistics) => new(
        PeerSchema.Analyzer(settings.Analyzer),
        statistics is null ? null : new PercolatorOptions { DocFreq = statistics.DocFreq, DocCount = statistics.DocCount });
}
