using Search.Data.Alerts;

namespace Search.Alerts.Scheduling;

/// <summary>
/// When digests are due. Pure: the next due time follows from the schedule and an instant, never from how often it was asked. Times of day
/// come once a local day (see <see cref="WallClock"/>); hours are hours that pass, so the hour that a clock shows twice is due twice.
/// </summary>
/// <remarks>
/// Clocks that are set. Forward: what became due meanwhile is one digest, as after downtime. Back: due times that were told stay told, so
/// an alert waits until its next one comes round, but for no more than a day or one due time. A due time further away was set by a clock
/// that was wrong, or is being read by one; nobody can tell which, and silence costs more than a second digest of a date, in which no match
/// stands again. Such a due time is astray, and <see cref="DueRepair"/> sets it anew.
/// </remarks>
public static class DueTimes
{
    /// <summary>An immediate alert waits this long for more of the same batch ...</summary>
    public static readonly TimeSpan Pool = TimeSpan.FromSeconds(15);

    /// <summary>... and this long after its last mail, which is also the longest that a match waits.</summary>
    public static readonly TimeSpan PoolLimit = TimeSpan.FromMinutes(5);

    /// <summary>A clock may be set back by so much (a day, with its daylight saving) without a due time being told again.</summary>
    internal static readonly TimeSpan SetBack = TimeSpan.FromHours(25);

    private const int DaysToLookAhead = 70;

    /// <summary>
    /// The first due time after now that was not told; null when only a match makes a digest due (immediate) or none is (off). Quiet hours
    /// move a due time to their end, several to one.
    /// </summary>
    /// <param name="alert">Whose rate, zone and quiet hours count.</param>
    /// <param name="now">The instant after which it is.</param>
    /// <param name="lastDigest">When this person's last digest of the alert was told: after now when the clock was set back.</param>
    public static DateTimeOffset? Next(Alert alert, DateTimeOffset now, DateTimeOffset? lastDigest = null)
    {
        var schedule = Schedule.Of(alert);
        if (lastDigest is not { } told)
            return schedule.Next(now);
        var next = schedule.Next(told > now ? told : now, told);
        return next is { } due && schedule.IsAstray(due, now) ? schedule.Next(now) : next;
    }

    /// <summary>When an immediate alert tells a match that was recorded now, to somebody whose last digest was then.</summary>
    public static DateTimeOffset AfterMatch(Alert alert, DateTimeOffset now, DateTimeOffset? lastDigest) => AfterMatch(Schedule.Of(alert), now, lastDigest);

    internal static DateTimeOffset AfterMatch(Schedule schedule, DateTimeOffset now, DateTimeOffset? lastDigest)
    {
        var soon = now + Pool;
        var due = lastDigest is { } last && last + PoolLimit > soon ? last + PoolLimit : soon;
        // A clock that was set back must not make a match wait.
        return schedule.AfterQuietHours(due > now + PoolLimit ? now + PoolLimit : due);
    }

    /// <summary>The first due time of a rate after an instant, without quiet hours.</summary>
    public static DateTimeOffset? Next(Rate rate, TimeZoneInfo zone, DateTimeOffset after) => rate.Kind switch
    {
        RateKind.Hourly => NextHour(zone, after),
        RateKind.Daily or RateKind.Weekdays or RateKind.Monthly => NextDay(rate, zone, after),
        RateKind.Cron => CronTimes.Next(rate.Cron!, zone, after),
        _ => null,
    };

    private static DateTimeOffset NextDay(Rate rate, TimeZoneInfo zone, DateTimeOffset after)
    {
        var day = DateOnly.FromDateTime(WallClock.Local(after, zone)).AddDays(-1);
        for (var ahead = 0; ahead <= DaysToLookAhead; ahead++, day = day.AddDays(1))
        {
            if (IsDue(rate, day) && Instant(rate, day, zone) is { } instant && instant > after)
                return instant;
        }
        throw new InvalidOperationException($"no day of '{rate}' after {after:O} in {zone.Id}");
    }

    private static bool IsDue(Rate rate, DateOnly day) => rate.Kind switch
    {
        RateKind.Weekdays => rate.Includes(day.DayOfWeek),
        RateKind.Monthly => day.Day == Math.Min(rate.MonthDay, DateTime.DaysInMonth(day.Year, day.Month)),
        _ => true,
    };

    /// <summary>A month whose day the zone left out has the day after it.</summary>
    private static DateTimeOffset? Instant(Rate rate, DateOnly day, TimeZoneInfo zone) =>
        WallClock.Instant(day, rate.At, zone) ?? (rate.Kind == RateKind.Monthly ? WallClock.Instant(day.AddDays(1), rate.At, zone) : null);

    /// <summary>Steps by quarters of an hour of UTC, on which every zone's full hours lie whatever its offset and daylight saving.</summary>
    private static DateTimeOffset NextHour(TimeZoneInfo zone, DateTimeOffset after)
    {
        var quarter = TimeSpan.FromMinutes(15).Ticks;
        var next = new DateTimeOffset(after.UtcTicks - (after.UtcTicks % quarter) + quarter, TimeSpan.Zero);
        for (var step = 0; step < 8; step++, next = next.AddTicks(quarter))
        {
            if (WallClock.Local(next, zone).Minute == 0)
                return next;
        }
        return next;
    }
}
