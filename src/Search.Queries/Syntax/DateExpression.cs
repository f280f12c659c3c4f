using System.Globalization;
using System.Text.RegularExpressions;

namespace Search.Queries.Syntax;

/// <summary>
/// A date as people write it: a year, month or day, a time, or a moment relative to now (<c>now-7d</c>, <c>today</c>). It stands for
/// an interval of time, in the reader's zone unless it names an offset. Immutable.
/// </summary>
internal sealed partial record DateExpression
{
    public const string HowToWrite = "Write a day as 2015-03-17, a month as 2015-03, a time as 2015-03-17T12:30, or now, now-7d, now-12h, today; * is an open end.";

    private DateTime _start;
    private TimeSpan? _offset;
    private Unit _unit;
    private int _amount;

    private enum Unit
    {
        Year,
        Month,
        Week,
        Day,
        Hour,
        Minute,
        Second,
    }

    /// <summary>Counted from the moment that "now" is.</summary>
    public bool IsRelative { get; private init; }

    /// <summary>Counted from the start of the day that now is in.</summary>
    public bool IsToday { get; private init; }

    /// <summary>
    /// Seconds from now, negative before; a month as 30.436875 days, a year as twelve of them. Only of expressions that count from
    /// now itself.
    /// </summary>
    public long SecondsFromNow => _amount * _unit switch
    {
        Unit.Year => 31_556_952L,
        Unit.Month => 2_629_746L,
        Unit.Week => 604_800L,
        Unit.Day => 86_400L,
        Unit.Hour => 3_600L,
        Unit.Minute => 60L,
        _ => 1L,
    };

    public static DateExpression OfDay(DateOnly day) => new() { _start = day.ToDateTime(TimeOnly.MinValue), _unit = Unit.Day };

    public static bool TryParse(string text, out DateExpression expression)
    {
        expression = Relative().Match(text) is { Success: true } relative ? FromRelative(relative)
            : Absolute().Match(text) is { Success: true } absolute ? FromAbsolute(absolute)!
            : null!;
        return expression is not null;
    }

    /// <summary>First and last second of what is meant, in epoch seconds. Moments beyond the calendar are its ends.</summary>
    public (long First, long Last) Resolve(DateTimeOffset now, TimeZoneInfo zone)
    {
        if (IsRelative && !IsToday)
        {
            var moment = Shift(now, zone).ToUnixTimeSeconds();
            return (moment, moment);
        }
        var start = IsToday ? Plus(TimeZoneInfo.ConvertTime(now, zone).Date, _unit, _amount) : _start;
        return (Instant(start, zone), Instant(Plus(start, IsToday ? Unit.Day : _unit, 1), zone) - 1);
    }

    /// <summary>Days, hours and less are counted exactly; months and years by the calendar of the zone.</summary>
    private DateTimeOffset Shift(DateTimeOffset now, TimeZoneInfo zone)
    {
        if (_unit is not (Unit.Year or Unit.Month))
            return new DateTimeOffset(Plus(now.UtcDateTime, _unit, _amount), TimeSpan.Zero);
        var local = Plus(TimeZoneInfo.ConvertTime(now, zone).DateTime, _unit, _amount);
        return DateTimeOffset.FromUnixTimeSeconds(Instant(local, zone));
    }

    private long Instant(DateTime local, TimeZoneInfo zone)
    {
        if (_offset is { } offset)
            return Seconds(local) - (long)offset.TotalSeconds;
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(1);
        var used = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return Seconds(local) - (long)used.TotalSeconds;
    }

    private static long Seconds(DateTime time) => (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;

    private static DateTime Plus(DateTime time, Unit unit, int amount)
    {
        try
        {
            return unit switch
            {
                Unit.Year => time.AddYears(amount),
                Unit.Month => time.AddMonths(amount),
                Unit.Week => time.AddDays(7.0 * amount),
                Unit.Day => time.AddDays(amount),
                Unit.Hour => time.AddHours(amount),
                Unit.Minute => time.AddMinutes(amount),
                _ => time.AddSeconds(amount),
            };
        }
        catch (ArgumentOutOfRangeException)
        {
            return amount < 0 ? DateTime.MinValue : DateTime.MaxValue;
        }
    }

    private static DateExpression FromRelative(Match match)
    {
        var amount = match.Groups["n"].Success ? int.Parse(match.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        return new DateExpression
        {
            IsRelative = true,
            IsToday = match.Groups["base"].Value == "today",
            _amount = match.Groups["sign"].Value == "-" ? -amount : amount,
            _unit = match.Groups["unit"].Value switch
            {
                "y" => Unit.Year,
                "M" => Unit.Month,
                "w" => Unit.Week,
                "h" => Unit.Hour,
                "m" => Unit.Minute,
                "s" => Unit.Second,
                _ => Unit.Day,
            },
        };
    }

    private static DateExpression? FromAbsolute(Match match)
    {
        int Part(string name, int otherwise) =>
            match.Groups[name].Success ? int.Parse(match.Groups[name].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : otherwise;
        var (year, month, day) = (Part("y", 0), Part("M", 1), Part("d", 1));
        var (hour, minute, second) = (Part("h", 0), Part("m", 0), Part("s", 0));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
            return null;
        return new DateExpression
        {
            _start = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified),
            _unit = match.Groups["s"].Success ? Unit.Second : match.Groups["h"].Success ? Unit.Minute
                : match.Groups["d"].Success ? Unit.Day : match.Groups["M"].Success ? Unit.Month : Unit.Year,
            _offset = match.Groups["z"].Success ? TimeSpan.Zero : Offset(match, Part("oh", 0), Part("om", 0)),
        };
    }

    private static TimeSpan? Offset(Match match, int hours, int minutes)
    {
        if (!match.Groups["os"].Success)
            return null;
        var offset = new TimeSpan(hours, minutes, 0);
        return match.Groups["os"].Value == "-" ? -offset : offset;
    }

    [GeneratedRegex(@"^(?<base>now|today)(?:(?<sign>[+-])(?<n>[0-9]{1,6})(?<unit>[smhdwMy]))?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Relative();

    [GeneratedRegex(@"^(?<y>[0-9]{4})(?:-(?<M>[0-9]{2})(?:-(?<d>[0-9]{2})(?:[T ](?<h>[0-9]{2}):(?<m>[0-9]{2})(?::(?<s>[0-9]{2})(?:\.[0-9]{1,9})?)?(?:(?<z>Z)|(?<os>[+-])(?<oh>[0-9]{2}):?(?<om>[0-9]{2}))?)?)?)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Absolute();
}
