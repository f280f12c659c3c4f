using System.Globalization;
using Search.Data.Alerts;

namespace Search.Alerts.Editing;

/// <summary>An alert as a person asks for it, unchecked.</summary>
public sealed record AlertRequest
{
    public required string Name { get; init; }

    public required string Query { get; init; }

    public AlertFilters Filters { get; init; } = AlertFilters.None;

    public string? Note { get; init; }

    /// <summary>As <see cref="Scheduling.Rate"/> reads it.</summary>
    public string Rate { get; init; } = "immediate";

    /// <summary>Time of day for a rate that names none, HH:MM.</summary>
    public string? At { get; init; }

    /// <summary>IANA name; null for UTC.</summary>
    public string? Zone { get; init; }

    /// <summary>Who is told; the first is the owner.</summary>
    public required IReadOnlyList<string> To { get; init; }

    /// <summary>The operator asks (command line, or a page on loopback): the addresses count as confirmed.</summary>
    public bool Operator { get; init; }

    /// <summary>The people are asked all the same, and get nothing until they agree.</summary>
    public bool AskConsent { get; init; }

    /// <summary>The operator answers for the people.</summary>
    internal bool ConsentGiven => Operator && !AskConsent;

    /// <summary>Also tell what was seen in this many days before now; 0 for nothing of the past.</summary>
    public int PastDays { get; init; }

    public string? QuietFrom { get; init; }

    public string? QuietTo { get; init; }

    public bool FoldDuplicates { get; init; } = true;

    public bool TellAgain { get; init; }

    public bool Heartbeat { get; init; }

    public bool Discreet { get; init; }

    public bool OtherSpellings { get; init; }

    public bool Sample { get; init; }

    /// <summary>What would leave an alert and its people as they are: where an edit begins.</summary>
    public static AlertRequest Of(Alert alert) => new()
    {
        Name = alert.Name,
        Query = alert.Query,
        Filters = alert.Filters,
        Note = alert.Note,
        Rate = alert.Rate,
        Zone = alert.Zone,
        To = [],
        QuietFrom = Time(alert.QuietFrom),
        QuietTo = Time(alert.QuietTo),
        FoldDuplicates = alert.FoldDuplicates,
        TellAgain = alert.TellAgain,
        Heartbeat = alert.Heartbeat,
        Discreet = alert.Discreet,
        OtherSpellings = alert.OtherSpellings,
        Sample = alert.Sample,
    };

    private static string? Time(TimeOnly? time) => time?.ToString("HH:mm", CultureInfo.InvariantCulture);
}
