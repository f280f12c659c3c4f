using Search.Benchmarks.Corpora;
using Search.Percolation;

namespace Search.Benchmarks.Percolation;

/// <summary>The one place where the benchmarks make a percolator.</summary>
internal static class Percolators
{
    /// <summary>An empty one.</summary>
    /// <param name="settings">Name the analyzer.</param>
    /// <param name="statistics">Of the corpus that <c>--stats</c> names. They steer the choice of anchors alone; the percolator takes none yet.</param>
    public static Percolator Create(PercolationSettings settings, TermStatistics? statistics)
    {
        _ = statistics;
        return new Percolator(PeerSchema.Analyzer(settings.Analyzer));
    }
}
