namespace Search.Alerts.Jobs;

/// <summary>What the scheduler runs beside the alert stages, given by whoever puts the program together.</summary>
public sealed record ScheduledWork
{
    /// <summary>The index stage: rows after its cursor into this node's index.</summary>
    public required Func<CancellationToken, Task> Index { get; init; }

    /// <summary>Polls the feeds that are due.</summary>
    public required Func<CancellationToken, Task> Poll { get; init; }

    /// <summary>Every saved query over what arrived since the last sweep. Runs once a night; a run that throws is tried again soon.</summary>
    public Func<CancellationToken, Task> Sweep { get; init; } = _ => Task.CompletedTask;

    /// <summary>What is done every hour: retention, tidying.</summary>
    public Func<CancellationToken, Task> Housekeep { get; init; } = _ => Task.CompletedTask;

    /// <summary>When the sweep is due, in UTC.</summary>
    public TimeOnly SweepAt { get; init; } = new(2, 10);

    /// <summary>Pause between looks for new rows.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Pause between looks for digests and mails that are due.</summary>
    public TimeSpan DueTick { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Pause between looks for feeds that are due.</summary>
    public TimeSpan PollTick { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Pause between looks whether the sweep is due.</summary>
    public TimeSpan SweepTick { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Pause between runs of <see cref="Housekeep"/>.</summary>
    public TimeSpan HousekeepingTick { get; init; } = TimeSpan.FromHours(1);
}
