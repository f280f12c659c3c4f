namespace Search.Data.Alerts;

/// <summary>A saved query that is told by mail.</summary>
public sealed record Alert
{
    public required long AlertId { get; init; }

    /// <summary>Its opaque name outside.</summary>
    public required string Id { get; init; }

    /// <summary>Opaque; stands in the owner's mails, in the link to edit and pause.</summary>
    public string ManageToken { get; init; } = "";

    /// <summary>Opaque; stands in the address of the alert's Atom feed.</summary>
    public string FeedToken { get; init; } = "";

    /// <summary>The recipient whose alert it is.</summary>
    public required long OwnerId { get; init; }

    public required string Name { get; init; }

    public required string Query { get; init; }

    public AlertFilters Filters { get; init; } = AlertFilters.None;

    public string? Note { get; init; }

    /// <inheritdoc cref="AlertDraft.Rate"/>
    public required string Rate { get; init; }

    public required string Zone { get; init; }

    public TimeOnly? QuietFrom { get; init; }

    public TimeOnly? QuietTo { get; init; }

    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>When a pause ends by itself; null for one that does not.</summary>
    public DateTimeOffset? PauseUntil { get; init; }

    public PauseMode PauseMode { get; init; }

    public bool OtherSpellings { get; init; }

    public bool FoldDuplicates { get; init; }

    public bool TellAgain { get; init; }

    public bool Heartbeat { get; init; }

    public bool Discreet { get; init; }

    public bool Sample { get; init; }

    /// <summary>Version of query and filters, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>Matching of the past goes on after this sequence number; null when there is none to do.</summary>
    public long? BackfillSeq { get; init; }

    /// <summary>Last sequence number of the past to be matched.</summary>
    public long? BackfillUntil { get; init; }

    /// <summary>Why the query can't run any more; null when it can.</summary>
    public string? BrokenReason { get; init; }

    public DateTimeOffset? BrokenAt { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }

    public bool IsPaused(DateTimeOffset now) => PausedAt is not null && (PauseUntil is null || PauseUntil > now);

    /// <summary>What a person set of it, for an edit.</summary>
    public AlertDraft ToDraft() => new()
    {
        Name = Name,
        Query = Query,
        Filters = Filters,
        Note = Note,
        Rate = Rate,
        Zone = Zone,
        QuietFrom = QuietFrom,
        QuietTo = QuietTo,
        OtherSpellings = OtherSpellings,
        FoldDuplicates = FoldDuplicates,
        TellAgain = TellAgain,
        Heartbeat = Heartbeat,
        Discreet = Discreet,
        Sample = Sample,
    };
}
