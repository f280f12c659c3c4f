namespace Search.Data.Webhooks;

/// <summary>An address that is called with what an alert finds.</summary>
public sealed record Webhook
{
    public required long WebhookId { get; init; }

    public required long AlertId { get; init; }

    public required string Url { get; init; }

    /// <summary>Shared with the receiver, signs the calls: <c>whsec_</c> and the key in base64, as Standard Webhooks write it.</summary>
    public required string Secret { get; init; }

    /// <summary>Matches up to this one are in calls, or were before its time.</summary>
    public required long MatchCursor { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Set when the receiver refused for good.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    public string? DisabledReason { get; init; }
}
