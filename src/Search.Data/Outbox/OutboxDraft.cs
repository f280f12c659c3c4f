namespace Search.Data.Outbox;

/// <summary>A composed mail with the matches it tells.</summary>
public sealed record OutboxDraft
{
    /// <summary>Names the mail outside; equal for the same person, due time and matches.</summary>
    public required string DigestId { get; init; }

    public required OutboxKind Kind { get; init; }

    public required long RecipientId { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public required string MessageId { get; init; }

    public required string EnvelopeFrom { get; init; }

    public required string EnvelopeTo { get; init; }

    public required string Subject { get; init; }

    public required int AlertCount { get; init; }

    public required int ArticleCount { get; init; }

    /// <summary>The exact message; never composed again.</summary>
    public required byte[] Bytes { get; init; }

    public IReadOnlyList<OutboxItem> Items { get; init; } = [];
}
