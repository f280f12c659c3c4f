namespace Search.Data.Alerts;

/// <summary>One alert told to one person.</summary>
public sealed record Subscription
{
    public required long SubscriptionId { get; init; }

    public required long AlertId { get; init; }

    public required long RecipientId { get; init; }

    /// <summary>The person's address, for lists.</summary>
    public string Address { get; init; } = "";

    /// <summary>Opaque; stands in the link that stops this alert to this person.</summary>
    public required string Token { get; init; }

    /// <summary>Matches up to this one are told or were before this person's time.</summary>
    public required long MatchCursor { get; init; }

    /// <summary>When the next digest is due; null when only a match makes one due, or the person gets none (unconfirmed, paused, stopped, suspended).</summary>
    public DateTimeOffset? NextDueAt { get; init; }

    /// <summary>The due time that was last told, or had nothing to tell.</summary>
    public DateTimeOffset? LastDueAt { get; init; }

    public DateTimeOffset? LastDigestAt { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UnsubscribedAt { get; init; }
}
