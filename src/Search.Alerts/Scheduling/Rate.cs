using System.Globalization;
using Quartz;

namespace Search.Alerts.Scheduling;

/// <summary>
/// When an alert is told: <c>immediate</c>, <c>hourly</c>, <c>daily 07:00</c>, <c>weekdays mon,wed,fri 07:00</c>, <c>weekly mon 07:00</c>,
/// <c>monthly 31 07:00</c>, <c>cron 0 0 7 ? * MON-FRI</c> or <c>off</c>. Immutable; its text form reads back as an equal value.
/// </summary>
public sealed record Rate
{
    private static readonly TimeOnly DefaultTime = new(7, 0);

    private static readonly string[] DayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private Rate(RateKind kind) => Kind = kind;

    public static Rate Immediate { get; } = new(RateKind.Immediate);

    public static Rate Off { get; } = new(RateKind.Off);

    public RateKind Kind { get; }

    /// <summary>Time of day of daily and rarer rates.</summary>
    public TimeOnly At { get; private init; } = DefaultTime;

    /// <summary>Bit n is set for the day that <see cref="DayOfWeek"/> numbers n.</summary>
    internal int DayMask { get; private init; }

    /// <summary>1 to 31, of a monthly rate.</summary>
    public int MonthDay { get; private init; } = 1;

    public string? Cron { get; private init; }

    /// <summary>Days of a rate by weekdays, Monday first.</summary>
    public IEnumerable<DayOfWeek> Days => Enumerable.Range(1, 7).Select(day => (DayOfWeek)(day % 7)).Where(Includes);

    internal bool Includes(DayOfWeek day) => (DayMask & (1 << (int)day)) != 0;

    /// <summary>
    /// Reads a rate as a person writes it. <paramref name="at"/> stands in where the text names no time of day. A cron expression that
    /// could fire more often than once a minute, or that never fires after <paramref name="now"/>, is refused.
    /// </summary>
    public static bool TryParse(string? text, string? at, DateTimeOffset now, out Rate rate, out string error) =>
        TryRead(text, at, out rate, out error) && (rate.Cron is not { } cron || IsFitting(cron, now, out error));

    /// <summary>Reads the text of a rate that was checked before. What was checked then is not refused now: a year may have passed.</summary>
    /// <exception cref="FormatException">It is no rate.</exception>
    public static Rate Parse(string text) => TryRead(text, at: null, out var rate, out var error) ? rate : throw new FormatException(error);

    private static bool TryRead(string? text, string? at, out Rate rate, out string error)
    {
        rate = Immediate;
        var words = (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0)
            return Fail("no rate; one of: " + Forms, out error);
        if (words[0].Equals("cron", StringComparison.OrdinalIgnoreCase))
            return TryCron(string.Join(' ', words[1..]), out rate, out error);
        return TrySplitTime(words, at, out var rest, out var time, out error)
            && TryKind([.. rest.Select(word => word.ToLowerInvariant())], time, out rate, out error);
    }

    public override string ToString()
    {
        var at = At.ToString("HH:mm", CultureInfo.InvariantCulture);
        return Kind switch
        {
            RateKind.Immediate => "immediate",
            RateKind.Hourly => "hourly",
            RateKind.Daily => $"daily {at}",
            RateKind.Weekdays => $"weekdays {string.Join(',', Days.Select(day => DayNames[(int)day]))} {at}",
            RateKind.Monthly => string.Create(CultureInfo.InvariantCulture, $"monthly {MonthDay} {at}"),
            RateKind.Cron => $"cron {Cron}",
            _ => "off",
        };
    }

    private const string Forms = "immediate, hourly, daily HH:MM, weekdays mon,tue HH:MM, weekly mon HH:MM, monthly DAY HH:MM, cron EXPRESSION, off";

    private static bool TryKind(string[] words, TimeOnly time, out Rate rate, out string error)
    {
        error = "";
        rate = Immediate;
        switch (words)
        {
            case ["immediate"] or ["off"]:
                rate = words[0] == "off" ? Off : Immediate;
                return true;
            case ["hourly"]:
                rate = new Rate(RateKind.Hourly);
                return true;
            case ["daily"]:
                rate = new Rate(RateKind.Daily) { At = time };
                return true;
            case ["weekdays"]:
                return TryDays("mon,tue,wed,thu,fri", time, out rate, out error);
            case ["weekly"]:
                return TryDays("mon", time, out rate, out error);
            case ["weekdays" or "weekly", var days]:
                return TryDays(days, time, out rate, out error);
            case ["monthly"]:
                return TryMonthly("1", time, out rate, out error);
            case ["monthly", var day]:
                return TryMonthly(day, time, out rate, out error);
            default:
                return Fail($"'{string.Join(' ', words)}' is not a rate; one of: {Forms}", out error);
        }
    }

    private static bool TryDays(string names, TimeOnly time, out Rate rate, out string error)
    {
        rate = Immediate;
        error = "";
        var mask = 0;
        foreach (var name in names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var day = name.Length >= 3 ? Array.FindIndex(DayNames, known => name.StartsWith(known, StringComparison.Ordinal)) : -1;
            if (day < 0)
                return Fail($"'{name}' is not a weekday; one of: mon, tue, wed, thu, fri, sat, sun", out error);
            mask |= 1 << day;
        }
        if (mask == 0)
            return Fail("no weekday is named", out error);
        rate = new Rate(RateKind.Weekdays) { DayMask = mask, At = time };
        return true;
    }

    private static bool TryMonthly(string text, TimeOnly time, out Rate rate, out string error)
    {
        rate = Immediate;
        error = "";
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var day) || day is < 1 or > 31)
            return Fail($"'{text}' is not a day of a month from 1 to 31", out error);
        rate = new Rate(RateKind.Monthly) { MonthDay = day, At = time };
        return true;
    }

    private static bool TryCron(string expression, out Rate rate, out string error)
    {
        rate = Immediate;
        error = "";
        try
        {
            _ = new CronExpression(expression);
        }
        catch (FormatException e)
        {
            return Fail($"'{expression}' is not a cron expression (seconds minutes hours day month weekday): {e.Message}", out error);
        }
        rate = new Rate(RateKind.Cron) { Cron = expression };
        return true;
    }

    private static bool IsFitting(string cron, DateTimeOffset now, out string error)
    {
        error = "";
        var seconds = cron.Split(' ', 2)[0];
        if (!seconds.StartsWith('@') && !int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            return Fail($"'{cron}' could be due more often than once a minute; its first field, the seconds, must be one number, such as 0", out error);
        if (new CronExpression(cron, TimeZoneInfo.Utc).GetNextValidTimeAfter(now) is null)
            return Fail($"'{cron}' is never due again: it names no day that is still to come", out error);
        return true;
    }

    /// <summary>Takes a time of day off the end.</summary>
    private static bool TrySplitTime(string[] words, string? at, out string[] rest, out TimeOnly time, out string error)
    {
        error = "";
        var written = words[^1].Contains(':', StringComparison.Ordinal) ? words[^1] : null;
        rest = written is null ? words : words[..^1];
        time = DefaultTime;
        if ((written ?? at) is not { Length: > 0 } text)
            return true;
        if (TimeOnly.TryParseExact(text.Trim(), ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out time))
            return true;
        return Fail($"'{text}' is not a time of day from 00:00 to 23:59", out error);
    }

    private static bool Fail(string message, out string error)
    {
        error = message;
        return false;
    }
}
