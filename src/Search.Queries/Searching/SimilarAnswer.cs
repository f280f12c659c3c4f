namespace Search.Queries.Searching;

/// <summary>Articles like one.</summary>
/// <param name="Total">Articles that share enough of its words.</param>
/// <param name="Exact">True when that is the exact number.</param>
/// <param name="Hits">The most alike, best first.</param>
/// <param name="Words">The words that it was compared by, the weightiest first.</param>
public sealed record SimilarAnswer(long Total, bool Exact, IReadOnlyList<ArticleHit> Hits, IReadOnlyList<string> Words);
