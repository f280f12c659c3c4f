namespace Search.Lucene.Searching;

/// <summary>The best hits of a search, best first, ties by document number.</summary>
/// <param name="Total">How many documents match in all.</param>
/// <param name="Hits">The page of hits that was asked for.</param>
/// <param name="Partial">True when the time limit ended the search early: hits and total are of what was seen until then.</param>
/// <param name="Capped">True when prefixes or patterns of the query stood for more terms than the search was to look at: documents may be missing.</param>
public sealed record TopDocs(TotalHits Total, IReadOnlyList<ScoreDoc> Hits, bool Partial = false, bool Capped = false)
{
    /// <summary>The counts of <see cref="SearchOptions.Facets"/>, in the same order.</summary>
    public IReadOnlyList<FacetCounts> Facets { get; init; } = [];

    /// <summary>The counts of <see cref="SearchOptions.Days"/>: days with matches, ascending.</summary>
    public IReadOnlyList<DayCount> Days { get; init; } = [];
}
