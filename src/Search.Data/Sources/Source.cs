namespace Search.Data.Sources;

/// <summary>A feed that is polled.</summary>
public sealed record Source
{
    public required long SourceId { get; init; }

    public required string Url { get; init; }

    public required string Name { get; init; }

    /// <summary>Language of its articles where they don't say; null for unknown.</summary>
    public string? Language { get; init; }

    public required long PollSeconds { get; init; }

    public bool Enabled { get; init; }

    public bool Sample { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The server's entity tag of the last answer, for the next conditional request.</summary>
    public string? Etag { get; init; }

    /// <summary>The server's Last-Modified of the last answer, as sent.</summary>
    public string? LastModified { get; init; }

    public DateTimeOffset? LastAttemptAt { get; init; }

    public DateTimeOffset? LastSuccessAt { get; init; }

    /// <summary>When a poll last gave an article that was new.</summary>
    public DateTimeOffset? LastArticleAt { get; init; }

    /// <summary>Why the last poll failed; null after a success.</summary>
    public string? LastError { get; init; }

    /// <summary>Failures in a row.</summary>
    public long ErrorCount { get; init; }

    public DateTimeOffset NextPollAt { get; init; }

    /// <summary>Who is told when it breaks or falls silent; null for the operator.</summary>
    public long? OwnerId { get; init; }

    /// <summary>The state that was told last (<see cref="SourceHealth"/>); null when it was well then.</summary>
    public string? ToldState { get; init; }
}
