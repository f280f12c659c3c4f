using Quartz;
using Search.Data.Alerts;

namespace Search.Alerts.Scheduling;

/// <summary>When digests are due. Pure: the next due time follows from the rate, the zone and an instant, never from how often it was asked.</summary>
public static class DueTimes
{
    /// <summary>An immediate alert waits this long for more of the same batch ...</summary>
    public static readonly TimeSpan Pool = TimeSpan.FromSeconds(15);

    /// <summary>... and this long after its last mail, which is also the longest that a match waits.</summary>
    public static readonly TimeSpan PoolLimit = TimeSpan.FromMinutes(5);

    private const int DaysToLookAhead = 70;

    /// <summary>
    /// The first due time after an instant; null when only a match makes a digest due (immediate) or none is (off). Quiet hours move a
    /// due time to their end.
    /// </summary>
    public static DateTimeOffset? Next(Alert alert, DateTimeOffset after)
    {
        var zone = Zones.Find(alert.Zone);
        return Next(Rate.Parse(alert.Rate), zone, after) is { } next ? AfterQuietHours(next, alert, zone) : null;
    }

    /// <inheritdoc cref="Next(Alert, DateTimeOffset)"/>
    public static DateTimeOffset? Next(Rate rate, TimeZoneInfo zone, DateTimeOffset after) => rate.Kind switch
    {
        RateKind.Hourly => NextHour(zone, after),
        RateKind.Daily or RateKind.Weekdays or RateKind.Monthly => NextDay(rate, zone, after),
        RateKind.Cron => new CronExpression(rate.Cron!, zone).GetNextValidTimeAfter(after)?.ToUniversalTime(),
        _ => null,
    };

    /// <summary>When an immediate alert tells a match that was recorded now, to somebody whose last digest was then.</summary>
    public static DateTimeOffset AfterMatch(Alert alert, DateTimeOffset now, DateTimeOffset? lastDigest)
    {
        var soon = now + Pool;
        var due = lastDigest is { } last && last + PoolLimit > soon ? last + PoolLimit : soon;
        // A clock that was set back must not make a match wait.
        return AfterQuietHours(due > now + PoolLimit ? now + PoolLimit : due, alert, Zones.Find(alert.Zone));
    }

    private static DateTimeOffset AfterQuietHours(DateTimeOffset due, Alert alert, TimeZoneInfo zone)
    {
        if (alert.QuietFrom is not { } from || alert.QuietTo is not { } to || from == to)
            return due;
        var local = WallClock.Local(due, zone);
        var time = TimeOnly.FromDateTime(local);
        if (!time.IsBetween(from, to))
            return due;
        var day = DateOnly.FromDateTime(local);
        return WallClock.Instant(time < to ? day : day.AddDays(1), to, zone) ?? due;
    }

    private static DateTimeOffset NextDay(Rate rate, TimeZoneInfo zone, DateTimeOffset after)
    {
        var day = DateOnly.FromDateTime(WallClock.Local(after, zone)).AddDays(-1);
        for (var ahead = 0; ahead <= DaysToLookAhead; ahead++, day = day.AddDays(1))
        {
            if (IsDue(rate, day) && WallClock.Instant(day, rate.At, zone) is { } instant && instant > after)
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
