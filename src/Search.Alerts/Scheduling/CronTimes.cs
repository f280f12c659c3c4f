using Quartz;

namespace Search.Alerts.Scheduling;

/// <summary>
/// Due times of a cron expression. It names local times, each of which comes once, as <see cref="WallClock"/> has it: one that is skipped a
/// little later, one that is shown twice the first time.
/// </summary>
/// <remarks>
/// Quartz counts in UTC, as if local times were that, and the zone is ours: with a zone of its own it fires a day early where a midnight is
/// skipped, leaves out whole hours after a change in some zones, and stands still at the date line.
/// </remarks>
internal static class CronTimes
{
    /// <summary>More than any zone's clock is set forward, but over the date line.</summary>
    private static readonly TimeSpan Change = TimeSpan.FromHours(3);

    public static DateTimeOffset? Next(string expression, TimeZoneInfo zone, DateTimeOffset after)
    {
        var cron = new CronExpression(expression, TimeZoneInfo.Utc);
        DateTimeOffset? next = null;
        for (var local = cron.GetNextValidTimeAfter(Start(zone, after)); local is { } time; local = cron.GetNextValidTimeAfter(time))
        {
            if (Instant(time, zone) is not { } instant || instant <= after)
                continue;
            next = next < instant ? next : instant;
            // A skipped time comes late: others may come before it.
            if (WallClock.Local(instant, zone) == time.UtcDateTime)
                return next;
        }
        return next;
    }

    /// <summary>The local time whose successors may be due: the one at the instant, or before what a change of the clock may have put off.</summary>
    private static DateTimeOffset Start(TimeZoneInfo zone, DateTimeOffset after)
    {
        var local = new DateTimeOffset(WallClock.Local(after, zone), TimeSpan.Zero);
        return zone.GetUtcOffset(after) == zone.GetUtcOffset(after - TimeSpan.FromDays(1)) ? local : local - Change;
    }

    private static DateTimeOffset? Instant(DateTimeOffset local, TimeZoneInfo zone) =>
        WallClock.Instant(DateOnly.FromDateTime(local.DateTime), TimeOnly.FromDateTime(local.DateTime), zone);
}
