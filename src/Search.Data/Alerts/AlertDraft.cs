namespace Search.Data.Alerts;

/// <summary>What a person sets of an alert. The store takes it as it is: query, rate and zone are checked by whoever fills it.</summary>
public sealed record AlertDraft
{
    public required string Name { get; init; }

    public required string Query { get; init; }

    public AlertFilters Filters { get; init; } = AlertFilters.None;

    /// <summary>Private to the owner.</summary>
    public string? Note { get; init; }

    /// <summary>When it is told, in the words of the scheduler: <c>immediate</c>, <c>hourly</c>, <c>daily 07:00</c> ...</summary>
    public required string Rate { get; init; }

    /// <summary>IANA name of the time zone of <see cref="Rate"/> and of the dates in its mails.</summary>
    public string Zone { get; init; } = "UTC";

    /// <summary>No mail from here ...</summary>
    public TimeOnly? QuietFrom { get; init; }

    /// <summary>... to here, in <see cref="Zone"/>; both or none are set.</summary>
    public TimeOnly? QuietTo { get; init; }

    public bool OtherSpellings { get; init; }

    /// <summary>An article whose story was told already is counted, not told again.</summary>
    public bool FoldDuplicates { get; init; } = true;

    /// <summary>Later revisions of an article that was told are told too.</summary>
    public bool TellAgain { get; init; }

    /// <summary>A mail at each due time, also when nothing matched.</summary>
    public bool Heartbeat { get; init; }

    /// <summary>Neutral subject, links only.</summary>
    public bool Discreet { get; init; }

    public bool Sample { get; init; }
}
