using Search.Data.Articles;

namespace Search.Alerts.Matching;

/// <summary>What a batch of articles gave.</summary>
/// <param name="Found">Which query matches which article, in the order of the articles.</param>
/// <param name="Broken">Queries that cannot run, with the reason for people.</param>
internal sealed record MatchOutcome(
    IReadOnlyList<(QueryStretch Query, Article Article)> Found,
    IReadOnlyList<(QueryStretch Query, string Reason)> Broken)
{
    /// <summary>Articles that could not be analysed, and so match nothing, with the reason.</summary>
    public IReadOnlyList<(Article Article, string Reason)> Unreadable { get; init; } = [];
}
