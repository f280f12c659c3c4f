using System.Globalization;
using Search.Data;

namespace Search.Alerts.Jobs;

/// <summary>
/// Runs work once a night. When it last ran to its end is a setting of the database, not the scheduler's memory: a night that was missed
/// while the machine was off is made up for at the next look, once however many were missed; a run that failed or was killed is tried again
/// at the next look; a clock that was set back does not make it wait. New work waits for its first night.
/// </summary>
internal sealed class Nightly(Database database)
{
    /// <summary>True when it was due and ran. <paramref name="at"/> is a time of day in UTC.</summary>
    public async Task<bool> RunIfDueAsync(string name, TimeOnly at, Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        var now = database.Time.GetUtcNow();
        var setting = $"nightly.{name}";
        var text = await database.ReadAsync(session => session.Settings.ReadAsync(setting), cancellation);
        var isKnown = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var last);
        var isDue = isKnown && (last > now || last < LastNight(at, now));
        if (isDue)
            await work(cancellation);
        if (isDue || !isKnown)
            await database.WriteAsync(session => session.Settings.WriteAsync(setting, now.ToString("O", CultureInfo.InvariantCulture)), cancellation);
        return isDue;
    }

    private static DateTimeOffset LastNight(TimeOnly at, DateTimeOffset now)
    {
        var tonight = new DateTimeOffset(DateOnly.FromDateTime(now.UtcDateTime), at, TimeSpan.Zero);
        return tonight <= now ? tonight : tonight.AddDays(-1);
    }
}
