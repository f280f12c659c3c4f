namespace Search.Data.Stages;

/// <summary>One run of a stage that did something or failed.</summary>
public sealed record StageRun
{
    public long RunId { get; init; }

    public required string Stage { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset FinishedAt { get; init; }

    public long Done { get; init; }

    public long Failed { get; init; }

    public string? Error { get; init; }
}
