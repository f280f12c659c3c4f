namespace Search.Alerts.Retention;

/// <summary>How long things are kept.</summary>
public sealed record RetentionSettings
{
    /// <summary>Articles are taken down this long after their newest revision came in; null: kept for ever.</summary>
    public TimeSpan? Articles { get; init; }

    /// <summary>The text of a settled mail is erased after this time; its fate stays.</summary>
    public TimeSpan Mail { get; init; } = TimeSpan.FromDays(90);

    /// <summary>The history of stage runs is forgotten after this time.</summary>
    public TimeSpan Runs { get; init; } = TimeSpan.FromDays(30);
}
