using Search.Data.Outbox;

namespace Search.Data.Webhooks;

/// <summary>One call of a webhook: its exact body, and its fate.</summary>
public sealed record WebhookCall
{
    public required long CallId { get; init; }

    public required long WebhookId { get; init; }

    /// <summary>Names the call; the same for each attempt, so that the receiver can tell a repeat.</summary>
    public required string EventId { get; init; }

    /// <summary>JSON; empty once the call is settled, so that no text outlives its article there.</summary>
    public required string Body { get; init; }

    public required OutboxState State { get; init; }

    public int Attempts { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? NextAttemptAt { get; init; }

    public DateTimeOffset? LastAttemptAt { get; init; }

    public string? LastReply { get; init; }
}
