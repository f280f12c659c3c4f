namespace Search.Data.Notices;

/// <summary>A line that an owner is to be told; several go in one mail.</summary>
public sealed record Notice
{
    public long NoticeId { get; init; }

    /// <summary>Who is told.</summary>
    public required long RecipientId { get; init; }

    public required NoticeKind Kind { get; init; }

    public long? AlertId { get; init; }

    /// <summary>What it is about: the alert's, recipient's or source's name.</summary>
    public required string About { get; init; }

    /// <summary>Why, for people.</summary>
    public required string Detail { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The mail that tells it; null while none does.</summary>
    public long? OutboxId { get; init; }
}
