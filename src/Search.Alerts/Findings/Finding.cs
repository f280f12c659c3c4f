using Search.Alerts.Digests;
using Search.Data.Articles;

namespace Search.Alerts.Findings;

/// <summary>An article that an alert found, with the passage that shows why.</summary>
/// <param name="Article">The revision that is told.</param>
/// <param name="Excerpt">Empty for a discreet alert.</param>
/// <param name="Reasons">Which words, where; none for a discreet alert, or when the query has no words.</param>
internal sealed record Finding(Article Article, Excerpt Excerpt, IReadOnlyList<Reason> Reasons);
