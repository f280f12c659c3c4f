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

    /// <summary>Newest first; of one stage, or of all for null.</summary>
    public Task<IReadOnlyList<StageRun>> NewestAsync(string? stage, int limit) => _session.QueryAsync<StageRun>(
        """
        SELECT run_id, stage, started_at, finished_at, done, failed, error FROM stage_run
        WHERE CAST(@stage AS TEXT) IS NULL OR stage = @stage ORDER BY run_id DESC LIMIT @limit
        """,
        new { stage, limit });
}
