using Search.Data.Articles;

namespace Search.Alerts.Matching;

/// <summary>
/// Finds, for a batch of articles in the order of the ingest sequence, every saved query that matches and covers the article; without caps. A
/// query that cannot run is reported and costs the others nothing.
/// </summary>
internal delegate MatchOutcome ArticleMatcher(IReadOnlyList<Article> articles, CancellationToken cancellation);
