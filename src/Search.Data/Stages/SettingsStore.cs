namespace Search.Data.Stages;

/// <summary>Named texts that belong to the data folder.</summary>
public readonly struct SettingsStore
{
    private readonly DataSession _session;

    internal SettingsStore(DataSession session) => _session = session;

    public Task<string?> ReadAsync(string name) => _session.ScalarAsync<string>("SELECT value FROM setting WHERE name = @name", new { name });

    public Task WriteAsync(string name, string value) => _session.ExecuteAsync(
        """
        INSERT INTO setting (name, value, changed_at) VALUES (@name, @value, @now)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at
        """,
        new { name, value, now = _session.Now });

    public Task RemoveAsync(string name) => _session.ExecuteAsync("DELETE FROM setting WHERE name = @name", new { name });
}
