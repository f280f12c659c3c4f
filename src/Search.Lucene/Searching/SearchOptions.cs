namespace Search.Lucene.Searching;

/// <summary>How a search is to be run. The default is by relevance, from the first hit, with totals exact up to 1,000.</summary>
public sealed record SearchOptions
{
    public static SearchOptions Default { get; } = new();

    /// <summary>Count every match, at the price of visiting them all.</summary>
    public bool ExactCount { get; init; }

    /// <summary>Hits to leave out before the first: the page's start.</summary>
    public int Offset { get; init; }

    /// <summary>
    /// Sort by this column instead of by score; hits then carry no score. Where the column has points and not every match is to be
    /// counted, most matches may never be looked at.
    /// </summary>
    public NumericSort? SortBy { get; init; }

    /// <summary>Give up after this time and return what was found, marked partial. Null: no limit.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>
    /// The most terms of the segments' dictionaries that the query's prefixes, patterns, ranges and fuzzy words may stand for, all
    /// together; what is left out is marked as capped. Limits the memory for their documents too. Null: no limit.
    /// </summary>
    public int? MaxExpansions { get; init; }

    /// <summary>Columns of strings (sorted or sorted set doc values) whose values are counted over all matches, which are then all visited.</summary>
    public IReadOnlyList<string> Facets { get; init; } = [];

    /// <summary>Count all matches by day too; they are then all visited.</summary>
    public DayHistogram? Days { get; init; }

    /// <summary>Every match is to be counted.</summary>
    internal bool CountsAll => ExactCount || Exhaustive || Facets.Count > 0 || Days is not null;

    /// <summary>
    /// The most threads for this search, each with segments of its own: the caller's, and of the thread pool those that are free. For searches by score, and
    /// those by a column that look at every match. Hits are the same with any number, unless a limit cuts the search short: each thread has its share of
    /// <see cref="MaxExpansions"/>. A total that is not exact may differ.
    /// </summary>
    public int Threads { get; init; } = 1;

    /// <summary>Measures <see cref="TimeLimit"/>.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public CancellationToken CancellationToken { get; init; }

    /// <summary>In place of <see cref="IndexSearcher.ExactCountLimit"/>, for tests.</summary>
    internal int CountExactlyTo { get; init; } = IndexSearcher.ExactCountLimit;

    /// <summary>In place of <see cref="BestValues.CostOfAsking"/>, for tests.</summary>
    internal int CostOfAsking { get; init; } = BestValues.CostOfAsking;

    /// <summary>Visit and score every match, without skipping any: the naive twin of the normal path, for tests.</summary>
    internal bool Exhaustive { get; init; }
}
