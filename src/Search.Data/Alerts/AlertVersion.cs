namespace Search.Data.Alerts;

/// <summary>A query as it stood for a stretch of the ingest sequence.</summary>
public sealed record AlertVersion
{
    public required long AlertId { get; init; }

    public required int Version { get; init; }

    public required string Query { get; init; }

    public AlertFilters Filters { get; init; } = AlertFilters.None;

    /// <summary>The alert's zone at that time: where the days of the query begin and end.</summary>
    public string Zone { get; init; } = "UTC";

    /// <summary>It covers sequence numbers greater than this ...</summary>
    public required long BeganSeq { get; init; }

    /// <summary>... up to and including this one; null for the version that stands.</summary>
    public long? EndedSeq { get; init; }

    public DateTimeOffset BeganAt { get; init; }

    /// <summary>Its alert was deleted, and so it covers nothing any more.</summary>
    public bool IsDeleted { get; init; }

    public bool Covers(long seq) => seq > BeganSeq && (EndedSeq is null || seq <= EndedSeq);
}
