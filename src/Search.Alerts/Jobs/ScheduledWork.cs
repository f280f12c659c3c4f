namespace Search.Alerts.Jobs;

/// <summary>What the scheduler runs beside the alert stages, given by whoever puts the program together.</summary>
public sealed record ScheduledWork
{
    /// <summary>The index stage: rows after its cursor into the index. Runs before each matching.</summary>
    public required Func<CancellationToken, Task> Index { get; init; }

    /// <summary>Polls the feeds that are due.</summary>
    public required Func<CancellationToken, Task> Poll { get; init; }

    /// <summary>Pause between looks for new rows.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Pause between looks for digests and mails that are due.</summary>
    public TimeSpan DueTick { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Pause between looks for feeds that are due.</summary>
    public TimeSpan PollTick { get; init; } = TimeSpan.FromSeconds(20);
}
