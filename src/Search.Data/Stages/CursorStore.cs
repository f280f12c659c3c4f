namespace Search.Data.Stages;

/// <summary>How far each stage has read, on the ingest sequence.</summary>
public readonly struct CursorStore
{
    private readonly DataSession _session;

    internal CursorStore(DataSession session) => _session = session;

    /// <summary>0 for a stage that has not run yet.</summary>
    public async Task<long> ReadAsync(string stage) =>
        await _session.ScalarAsync<long?>("SELECT seq FROM stage_cursor WHERE name = @stage", new { stage }) ?? 0;

    /// <summary>
    /// Moves a cursor on from where the caller read it. False when another process moved it meanwhile: then the caller's work is
    /// already done and its transaction should be dropped.
    /// </summary>
    public async Task<bool> AdvanceAsync(string stage, long from, long to)
    {
        var values = new { stage, from, to, now = _session.Now };
        if (from == 0 && await _session.ExecuteAsync(
            "INSERT INTO stage_cursor (name, seq, moved_at) VALUES (@stage, @to, @now) ON CONFLICT (name) DO NOTHING", values) > 0)
            return true;
        return await _session.ExecuteAsync("UPDATE stage_cursor SET seq = @to, moved_at = @now WHERE name = @stage AND seq = @from", values) > 0;
    }
}
