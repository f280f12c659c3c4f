namespace Search.Data.Outbox;

/// <summary>A mail and its fate. Lists leave <see cref="Bytes"/> empty.</summary>
public sealed record OutboxMessage
{
    public required long OutboxId { get; init; }

    public required string DigestId { get; init; }

    public required OutboxKind Kind { get; init; }

    public required long RecipientId { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public required string MessageId { get; init; }

    public required string EnvelopeFrom { get; init; }

    public required string EnvelopeTo { get; init; }

    public required string Subject { get; init; }

    public int AlertCount { get; init; }

    public int ArticleCount { get; init; }

    public byte[] Bytes { get; init; } = [];

    public required OutboxState State { get; init; }

    /// <summary>Attempts that ended with an answer or a fault.</summary>
    public int Attempts { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? NextAttemptAt { get; init; }

    public DateTimeOffset? LastAttemptAt { get; init; }

    /// <summary>What the server said last, or the fault.</summary>
    public string? LastReply { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    /// <summary>When a report came that it could not be delivered.</summary>
    public DateTimeOffset? BouncedAt { get; init; }
}
