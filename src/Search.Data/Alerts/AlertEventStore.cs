namespace Search.Data.Alerts;

/// <summary>What happened to alerts, beside what they found.</summary>
public readonly struct AlertEventStore
{
    private readonly DataSession _session;

    internal AlertEventStore(DataSession session) => _session = session;

    public Task AddAsync(long alertId, AlertEventKind kind, string detail = "") => _session.ExecuteAsync(
        "INSERT INTO alert_event (alert_id, at, kind, detail) VALUES (@alertId, @now, @kind, @detail)",
        new { alertId, now = _session.Now, kind = kind.ToString(), detail });

    /// <summary>Newest first.</summary>
    public Task<IReadOnlyList<AlertEvent>> NewestAsync(long alertId, int limit) => _session.QueryAsync<AlertEvent>(
        "SELECT event_id, alert_id, at, kind, detail FROM alert_event WHERE alert_id = @alertId ORDER BY event_id DESC LIMIT @limit", new { alertId, limit });

    /// <summary>The last of how a person came to an alert or left it: added, removed, or stopped it; null when none is known.</summary>
    public async Task<AlertEventKind?> ComingOrGoingAsync(long alertId, string address) => (await _session.FindAsync<AlertEvent>(
        """
        SELECT event_id, alert_id, at, kind, detail FROM alert_event
        WHERE alert_id = @alertId AND detail = @address AND kind IN ('Added', 'Removed', 'Unsubscribed') ORDER BY event_id DESC LIMIT 1
        """,
        new { alertId, address }))?.Kind;
}
