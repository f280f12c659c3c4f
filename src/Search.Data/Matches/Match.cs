namespace Search.Data.Matches;

/// <summary>One alert found one revision of one article. Recorded once, whatever is replayed.</summary>
public sealed record Match
{
    public long MatchId { get; init; }

    public required long AlertId { get; init; }

    public required long ArticleId { get; init; }

    public required int Revision { get; init; }

    /// <summary>The revision's ingest sequence.</summary>
    public required long Seq { get; init; }

    /// <summary>The query's version that found it.</summary>
    public required int Version { get; init; }

    public required long StoryGroup { get; init; }

    public DateTimeOffset RecordedAt { get; init; }

    public required MatchState State { get; init; }

    /// <summary>The mail that told it first; null while none did.</summary>
    public long? OutboxId { get; init; }
}
