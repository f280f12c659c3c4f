namespace Search.Data.Stages;

/// <summary>The history of stage runs.</summary>
public readonly struct RunStore
{
    private readonly DataSession _session;

    internal RunStore(DataSession session) => _session = session;

    public Task AddAsync(StageRun run) => _session.ExecuteAsync(
        """
        INSERT INTO stage_run (stage, started_at, finished_at, done, failed, error)
        VALUES (@Stage, @StartedAt, @now, @Done, @Failed, @Error)
        """,
        new { run.Stage, run.StartedAt, run.Done, run.Failed, run.Error, now = _session.Now });

    /// <summary>Runs of a stage after an instant, and what they did in all.</summary>
    public async Task<(long Runs, long Done)> CountSinceAsync(string stage, DateTimeOffset since)
    {
        var counts = await _session.FindAsync<RunCounts>(
            "SELECT COUNT(*) AS runs, CAST(COALESCE(SUM(done), 0) AS BIGINT) AS done FROM stage_run WHERE stage = @stage AND started_at > @since", new { stage, since });
        return (counts!.Runs, counts.Done);
    }

    /// <summary>Forgets runs before an instant. Returns how many.</summary>
    public Task<int> ForgetAsync(DateTimeOffset before) => _session.ExecuteAsync("DELETE FROM stage_run WHERE started_at < @before", new { before });

    private sealed record RunCounts
    {
        public long Runs { get; init; }

        public long Done { get; init; }
    }

    /// <summary>Newest first; of one stage, or of all for null.</summary>
    public Task<IReadOnlyList<StageRun>> NewestAsync(string? stage, int limit) => _session.QueryAsync<StageRun>(
        """
        SELECT run_id, stage, started_at, finished_at, done, failed, error FROM stage_run
        WHERE CAST(@stage AS TEXT) IS NULL OR stage = @stage ORDER BY run_id DESC LIMIT @limit
        """,
        new { stage, limit });
}
