namespace Search.Alerts.Scheduling;

/// <summary>How often an alert is told.</summary>
public enum RateKind
{
    /// <summary>Soon after a match, pooled: at most one mail in five minutes.</summary>
    Immediate,

    /// <summary>At each full hour of the alert's zone.</summary>
    Hourly,

    Daily,

    /// <summary>On chosen weekdays (weekly is one of them).</summary>
    Weekdays,

    /// <summary>On a day of the month; the last day where a month is shorter.</summary>
    Monthly,

    /// <summary>By a Quartz cron expression.</summary>
    Cron,

    /// <summary>Matches are recorded and not told.</summary>
    Off,
}
