namespace Search.Queries.Searching;

/// <summary>Asks for articles like one.</summary>
/// <param name="Id">The article's id.</param>
public sealed record SimilarRequest(string Id)
{
    /// <summary>The most to give, 0 to 1,000.</summary>
    public int Top { get; init; } = 5;

    /// <summary>Ids of articles to leave out beside it: those of the same story.</summary>
    public IReadOnlyCollection<string> Except { get; init; } = [];

    /// <summary>Counts all of them; else those beyond the best may be left uncounted, which is faster.</summary>
    public bool ExactCount { get; init; }

    /// <summary>How long to look before the answer is what was found until then.</summary>
    public TimeSpan TimeLimit { get; init; } = ArticleSearcher.TimeLimit;

    /// <summary>Passages for each; 0 for none.</summary>
    public int Passages { get; init; }
}
