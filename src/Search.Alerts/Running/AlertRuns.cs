using Search.Data;
using Search.Data.Alerts;
using Search.Data.Stages;

namespace Search.Alerts.Running;

/// <summary>How matching went since an alert was made, as far as runs are remembered. Runs without articles leave no trace.</summary>
/// <param name="Count">Runs that looked at articles.</param>
/// <param name="Articles">Articles they looked at.</param>
/// <param name="Last">When the last of them began; null for none.</param>
public sealed record AlertRuns(long Count, long Articles, DateTimeOffset? Last)
{
    public static async Task<AlertRuns> ReadAsync(DataSession session, Alert alert)
    {
        var (count, articles) = await session.Runs.CountSinceAsync(Stage.Match, alert.CreatedAt);
        DateTimeOffset? last = await session.Runs.NewestAsync(Stage.Match, 1) is [var newest] && newest.StartedAt > alert.CreatedAt ? newest.StartedAt : null;
        return new AlertRuns(count, articles, last);
    }
}
