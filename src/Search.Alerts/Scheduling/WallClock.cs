namespace Search.Alerts.Scheduling;

/// <summary>
/// Times of day of a zone as instants, through daylight saving: a time that the clock skips comes as much later as it skips, a time that it
/// shows twice is the first of the two. So every local day has each time of day exactly once.
/// </summary>
/// <remarks>
/// Only conversions from UTC are asked of the platform: <c>IsInvalidTime</c> is wrong by a millisecond for zones that change at midnight.
/// </remarks>
internal static class WallClock
{
    private static readonly TimeSpan WholeDay = TimeSpan.FromHours(20);

    /// <summary>The instant of a local time; null on a day that the zone left out altogether (crossing the date line).</summary>
    public static DateTimeOffset? Instant(DateOnly day, TimeOnly at, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(at, DateTimeKind.Unspecified);
        var before = OffsetAt(local.AddDays(-1), zone);
        var after = OffsetAt(local.AddDays(1), zone);
        var first = At(local, before > after ? before : after);
        var second = At(local, before > after ? after : before);
        if (Local(first, zone) == local)
            return first;
        if (Local(second, zone) == local)
            return second;
        return after - before > WholeDay ? null : At(local, before);
    }

    public static DateTime Local(DateTimeOffset instant, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(instant, zone).DateTime;

    private static DateTimeOffset At(DateTime local, TimeSpan offset) => new DateTimeOffset(local, offset).ToUniversalTime();

    private static TimeSpan OffsetAt(DateTime utc, TimeZoneInfo zone) => zone.GetUtcOffset(new DateTimeOffset(utc, TimeSpan.Zero));
}
