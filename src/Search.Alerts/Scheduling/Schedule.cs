using Search.Data.Alerts;

namespace Search.Alerts.Scheduling;

/// <summary>Rate, zone and quiet hours of an alert: all that its due times follow from.</summary>
internal sealed record Schedule(Rate Rate, TimeZoneInfo Zone, QuietHours Quiet)
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(25);

    public static Schedule Of(Alert alert) => Of(alert.Rate, alert.Zone, alert.QuietFrom, alert.QuietTo);

    public static Schedule Of(WaitingSubscription waiting) => Of(waiting.Rate, waiting.Zone, waiting.QuietFrom, waiting.QuietTo);

    public static Schedule Of(string rate, string zone, TimeOnly? quietFrom, TimeOnly? quietTo) =>
        new(Rate.Parse(rate), Zones.Find(zone), new QuietHours(quietFrom, quietTo));

    /// <summary>
    /// The first due time after an instant. Within quiet hours that is their end where something of them is due, apart from what was told
    /// before them or within them.
    /// </summary>
    public DateTimeOffset? Next(DateTimeOffset after, DateTimeOffset? told = null)
    {
        var from = Quiet.Around(after, Zone) is { } quiet ? quiet.From.AddSeconds(-1) : after;
        if (told > from)
            from = told.Value;
        return DueTimes.Next(Rate, Zone, from) is { } next ? AfterQuietHours(next) : null;
    }

    public DateTimeOffset AfterQuietHours(DateTimeOffset due) => Quiet.Around(due, Zone) is { } quiet ? quiet.To : due;

    /// <summary>A due time that no honest clock leads to; see <see cref="DueTimes"/>.</summary>
    public bool IsAstray(DateTimeOffset due, DateTimeOffset now) => due > Furthest(now);

    /// <summary>The furthest due time that is believed: beyond one due time, and beyond a day.</summary>
    public DateTimeOffset Furthest(DateTimeOffset now)
    {
        var tomorrow = now + DueTimes.SetBack;
        if (Next(now) is not { } next)
            return now + DueTimes.PoolLimit + Day;
        return Next(next > tomorrow ? next : tomorrow) ?? next;
    }
}
