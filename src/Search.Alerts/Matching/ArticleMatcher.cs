using Search.Data.Alerts;
using Search.Data.Articles;

namespace Search.Alerts.Matching;

/// <summary>
/// Finds, for a batch of articles, every saved query that matches; without caps. A query that cannot run is reported and costs the others
/// nothing. Knows nothing of cursors and of which sequence numbers a query covers.
/// </summary>
internal delegate MatchOutcome ArticleMatcher(IReadOnlyList<Article> articles, IReadOnlyList<AlertVersion> queries, CancellationToken cancellation);
