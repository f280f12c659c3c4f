using System.Globalization;
using System.Text.RegularExpressions;

namespace Search.Testing.Rfc5322;

/// <summary>Date and time (RFC 5322 section 3.3), with the weekday, which must be right.</summary>
internal static partial class DateRules
{
    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    public static IEnumerable<string> Faults(string value)
    {
        var match = Pattern().Match(value);
        if (!match.Success)
            return [$"'{value}' is not a date of RFC 5322"];
        int Number(string name) => int.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture);
        var month = Array.IndexOf(Months, match.Groups["month"].Value) + 1;
        var year = Number("year");
        if (year < 1900 || Number("day") < 1 || Number("day") > DateTime.DaysInMonth(year, month))
            return [$"there is no such day as '{value}'"];
        var faults = new List<string>();
        var weekday = new DateTime(year, month, Number("day"), 0, 0, 0, DateTimeKind.Unspecified).DayOfWeek.ToString()[..3];
        if (weekday != match.Groups["weekday"].Value)
            faults.Add($"'{value}' was a {weekday}");
        if (Number("hour") > 23 || Number("minute") > 59 || (match.Groups["second"].Success && Number("second") > 60) || Number("zoneMinute") > 59)
            faults.Add($"there is no such time as '{value}'");
        return faults;
    }

    [GeneratedRegex(
        "^(?<weekday>Mon|Tue|Wed|Thu|Fri|Sat|Sun), (?<day>[0-9]{1,2}) (?<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (?<year>[0-9]{4})"
        + " (?<hour>[0-9]{2}):(?<minute>[0-9]{2})(:(?<second>[0-9]{2}))? [+-][0-9]{2}(?<zoneMinute>[0-9]{2})$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
