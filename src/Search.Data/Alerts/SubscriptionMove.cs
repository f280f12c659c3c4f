namespace Search.Data.Alerts;

/// <summary>What becomes of a due time that was told, or had nothing to tell.</summary>
/// <param name="SubscriptionId">Whose due time it was.</param>
/// <param name="MatchCursor">Matches up to this one are in a mail; null when there was none.</param>
/// <param name="NextDueAt">The next due time; null when only a match makes one due.</param>
public sealed record SubscriptionMove(long SubscriptionId, long? MatchCursor, DateTimeOffset? NextDueAt);
