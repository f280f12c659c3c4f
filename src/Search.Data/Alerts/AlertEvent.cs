namespace Search.Data.Alerts;

/// <summary>A line of an alert's history.</summary>
public sealed record AlertEvent
{
    public required long EventId { get; init; }

    public required long AlertId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required AlertEventKind Kind { get; init; }

    public required string Detail { get; init; }
}
