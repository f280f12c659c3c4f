namespace Search.Data.Alerts;

/// <summary>A place in the queue of what is due: by due time, then by subscription.</summary>
public sealed record DuePosition(DateTimeOffset NextDueAt, long SubscriptionId, long RecipientId);
