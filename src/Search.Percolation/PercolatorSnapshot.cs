using Search.Analysis;
using Search.Lucene.Searching;

namespace Search.Percolation;

/// <summary>The queries of a <see cref="Percolator"/> at one moment. Immutable, thread-safe.</summary>
public sealed class PercolatorSnapshot
{
    private readonly Analyzer _analyzer;
    private readonly IReadOnlyList<(long Id, Query Query)> _queries;

    internal PercolatorSnapshot(Analyzer analyzer, IReadOnlyList<(long Id, Query Query)> queries)
    {
        _analyzer = analyzer;
        _queries = queries;
    }

    /// <summary>Queries in it.</summary>
    public int Count => _queries.Count;

    /// <summary>A matcher over these queries: it holds buffers, so keep it as long as the snapshot is of use. Each is for one thread at a time.</summary>
    public PercolatorMatcher CreateMatcher() => new(_analyzer, _queries);
}
