namespace Search.Data.Alerts;

/// <summary>Rate, zone and quiet hours that alerts share, and the latest time at which one of them is due.</summary>
public sealed record DueSchedule
{
    public required string Rate { get; init; }

    public required string Zone { get; init; }

    public TimeOnly? QuietFrom { get; init; }

    public TimeOnly? QuietTo { get; init; }

    public DateTimeOffset LastDueAt { get; init; }
}
