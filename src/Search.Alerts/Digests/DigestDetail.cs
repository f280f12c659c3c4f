namespace Search.Alerts.Digests;

/// <summary>How much a mail says of its alerts: lengths in characters, and how many alerts stand in its overview and its footer.</summary>
internal sealed record DigestDetail(int Name, int Query, int Note, int Alerts)
{
    /// <summary>From most to least. The last is within the budget whatever people write.</summary>
    public static readonly IReadOnlyList<DigestDetail> Levels =
    [
        new(Name: 120, Query: 600, Note: 600, Alerts: 100),
        new(Name: 80, Query: 160, Note: 160, Alerts: 100),
        new(Name: 60, Query: 80, Note: 0, Alerts: 100),
        new(Name: 40, Query: 40, Note: 0, Alerts: 60),
        new(Name: 40, Query: 40, Note: 0, Alerts: 25),
        new(Name: 40, Query: 40, Note: 0, Alerts: 10),
    ];
}
