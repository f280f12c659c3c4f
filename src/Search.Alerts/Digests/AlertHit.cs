using Search.Data.Alerts;

namespace Search.Alerts.Digests;

/// <summary>An alert that found an item.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="Reasons">Which words, where; empty when the query has none (a range, say).</param>
/// <param name="EarlierQuery">It was found by the query as it stood before an edit.</param>
public sealed record AlertHit(Alert Alert, IReadOnlyList<Reason> Reasons, bool EarlierQuery);
