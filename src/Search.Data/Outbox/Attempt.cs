namespace Search.Data.Outbox;

/// <summary>What came of handing a mail over.</summary>
/// <param name="OutboxId">The mail.</param>
/// <param name="State">Where it stands now; <see cref="OutboxState.Queued"/> for one that is tried again.</param>
/// <param name="Reply">What the server said, or the fault.</param>
/// <param name="NextAttemptAt">When it is tried again; null otherwise.</param>
public sealed record Attempt(long OutboxId, OutboxState State, string? Reply, DateTimeOffset? NextAttemptAt);
