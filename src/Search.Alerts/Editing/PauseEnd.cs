using System.Globalization;
using Search.Alerts.Scheduling;

namespace Search.Alerts.Editing;

/// <summary>The end of a pause as a person writes it: a day (it goes on as that day begins), or a day and a time, in the alert's zone; nothing for a pause without an end.</summary>
public static class PauseEnd
{
    private static readonly string[] Times = ["yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mm"];

    /// <summary>False, with a sentence for people, for a text that is none or lies in the past.</summary>
    public static bool TryParse(string? text, string zone, DateTimeOffset now, out DateTimeOffset? until, out string error)
    {
        (until, error) = (null, "");
        var trimmed = text?.Trim() ?? "";
        if (trimmed.Length == 0)
            return true;
        if (DateOnly.TryParseExact(trimmed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            until = WallClock.Instant(day, TimeOnly.MinValue, Zones.Find(zone));
        else if (DateTime.TryParseExact(trimmed, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            until = WallClock.Instant(DateOnly.FromDateTime(time), TimeOnly.FromDateTime(time), Zones.Find(zone));
        if (until is null)
            error = $"'{trimmed}' is not a day; one looks like 2015-03-17, or with a time 2015-03-17 08:00";
        else if (until <= now)
            error = $"the end of a pause has to come; {trimmed} is past";
        return error.Length == 0;
    }
}
