using Search.Data.Alerts;

namespace Search.Alerts.Digests;

/// <summary>Everything that one mail says, before it is put into words.</summary>
public sealed record Digest
{
    /// <summary>Opaque, and the same for the same person, due time and matches: from it follow Message-ID and the address of "N more".</summary>
    public required string Id { get; init; }

    public required Recipient Recipient { get; init; }

    /// <summary>The date of the mail.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Zone of all dates in it: the first alert's.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>Alerts with something to tell, also those whose articles stand under another.</summary>
    public required IReadOnlyList<DigestSection> Sections { get; init; }

    /// <summary>Different articles that are counted and not shown.</summary>
    public int More { get; init; }

    /// <summary>A mail to see what a mail looks like.</summary>
    public bool IsTest { get; init; }

    /// <summary>Different articles, shown and counted.</summary>
    public int Articles => Sections.Sum(section => section.Items.Count) + More;

    /// <summary>Nothing in it names an alert or an article's words: links only.</summary>
    public bool Discreet => Sections.Any(section => section.Alert.Discreet);
}
