namespace Search.Ingest.Text;

/// <summary>
/// Dates as most files have them, read without a search: <c>2015-03-17</c>, and behind it nothing or a time with seconds, <c>T10:20:30</c>, and
/// its zone, none, <c>Z</c> or <c>+02:00</c>.
/// </summary>
internal static class IsoTime
{
    private const int DayLength = 10;
    private const int TimeLength = 19;
    private const int ZoneLength = 25;

    /// <summary>The date that the whole text is; false for one that stands in it otherwise, or in a year that <see cref="DateText"/> does not read.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset date)
    {
        date = default;
        if (!TryDay(text, out var day))
            return false;
        var (time, zone) = (TimeSpan.Zero, TimeSpan.Zero);
        if (text.Length > DayLength && !(TryTime(text, out time) && TryZone(text[TimeLength..], out zone)))
            return false;
        date = new DateTimeOffset(day + time, zone);
        return true;
    }

    private static bool TryDay(ReadOnlySpan<char> text, out DateTime day)
    {
        day = default;
        if (text.Length < DayLength || text[4] != '-' || text[7] != '-')
            return false;
        var (year, month, ofMonth) = (100 * Pair(text) + Pair(text[2..]), Pair(text[5..]), Pair(text[8..]));
        if (year is < DateText.FirstYear or > DateText.LastYear || month is < 1 or > 12 || ofMonth < 1 || ofMonth > DateTime.DaysInMonth(year, month))
            return false;
        day = new DateTime(year, month, ofMonth, 0, 0, 0, DateTimeKind.Unspecified);
        return true;
    }

    private static bool TryTime(ReadOnlySpan<char> text, out TimeSpan time)
    {
        time = default;
        if (text.Length < TimeLength || text[10] != 'T' || text[13] != ':' || text[16] != ':')
            return false;
        var (hour, minute, second) = (Pair(text[11..]), Pair(text[14..]), Pair(text[17..]));
        time = new TimeSpan(hour, minute, second);
        return hour is >= 0 and < 24 && minute is >= 0 and < 60 && second is >= 0 and < 60;
    }

    private static bool TryZone(ReadOnlySpan<char> text, out TimeSpan zone)
    {
        zone = default;
        if (text is "" or "Z")
            return true;
        if (text.Length != ZoneLength - TimeLength || text[0] is not ('+' or '-') || text[3] != ':')
            return false;
        var (hours, minutes) = (Pair(text[1..]), Pair(text[4..]));
        zone = text[0] == '+' ? new TimeSpan(hours, minutes, 0) : -new TimeSpan(hours, minutes, 0);
        return hours is >= 0 and < 14 && minutes is >= 0 and < 60;
    }

    /// <summary>The number that two digits are; far below zero where they are none.</summary>
    private static int Pair(ReadOnlySpan<char> text) => char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[1]) ? 10 * (text[0] - '0') + text[1] - '0' : -1_000_000;
}
