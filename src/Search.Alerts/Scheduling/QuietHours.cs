namespace Search.Alerts.Scheduling;

/// <summary>
/// Hours of each local day in which nothing is told: from a time of day (included) to another (excluded), over midnight where that is the
/// earlier one. Both are set or there are none; equal ones are none. They begin and end when the clock first shows those times.
/// </summary>
internal readonly record struct QuietHours(TimeOnly? From, TimeOnly? To)
{
    /// <summary>The quiet hours that an instant lies in; null outside of them.</summary>
    public (DateTimeOffset From, DateTimeOffset To)? Around(DateTimeOffset instant, TimeZoneInfo zone)
    {
        if (From is not { } from || To is not { } to || from == to)
            return null;
        var day = DateOnly.FromDateTime(WallClock.Local(instant, zone));
        return Around(instant, day.AddDays(-1), from, to, zone) ?? Around(instant, day, from, to, zone);
    }

    private static (DateTimeOffset From, DateTimeOffset To)? Around(DateTimeOffset instant, DateOnly day, TimeOnly from, TimeOnly to, TimeZoneInfo zone)
    {
        var last = from < to ? day : day.AddDays(1);
        if (WallClock.Instant(day, from, zone) is not { } begin)
            return null;
        // A day that the zone left out ends nothing: the day after it does.
        var end = WallClock.Instant(last, to, zone) ?? WallClock.Instant(last.AddDays(1), to, zone);
        return begin <= instant && instant < end ? (begin, end.Value) : null;
    }
}
