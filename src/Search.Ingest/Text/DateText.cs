using System.Globalization;
using System.Text.RegularExpressions;

namespace Search.Ingest.Text;

/// <summary>
/// Reads dates as pages and feeds write them: ISO 8601, RFC 822, a month's name in some language beside day and year, and day, month
/// and year in numbers where only one reading is possible. A date without a time is midnight; a time without a zone is UTC.
/// </summary>
internal static partial class DateText
{
    private const int LongestText = 400;
    internal const int FirstYear = 1800;
    internal const int LastYear = 2200;

    /// <summary>The first date that stands in the text.</summary>
    /// <param name="text">What the source says.</param>
    /// <param name="date">The date; default without one.</param>
    /// <param name="dayFirst">How 3/4/2015 is read: true for 3 April, false for 4 March, null for not at all.</param>
    public static bool TryParse(string? text, out DateTimeOffset date, bool? dayFirst = null)
    {
        date = default;
        if (string.IsNullOrWhiteSpace(text))
            return false;
        return IsoTime.TryParse(text, out date) || TryFind(text, out date, dayFirst);
    }

    /// <summary>The same for every text, those that are an <see cref="IsoTime"/> too.</summary>
    internal static bool TryFind(string text, out DateTimeOffset date, bool? dayFirst = null)
    {
        var clean = Normalise(text.Length > LongestText ? text[..LongestText] : text);
        return TryIso(clean, out date) || TryNamedMonth(clean, out date) || TryNumbers(clean, dayFirst, out date);
    }

    /// <summary>True when the text is a date and nothing else but a weekday, a time, a zone and words like "Published on".</summary>
    public static bool IsOnlyDate(string text, out DateTimeOffset date)
    {
        date = default;
        if (text.Length > 120 || !TryParse(text, out date))
            return false;
        var rest = DateNoise().Replace(Normalise(text), " ");
        foreach (var word in rest.Split([' ', ',', '،', '|', '-', '–', '—', ':', '/', '·', '•', '(', ')', '.', '…', '[', ']', '؛'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (MonthNames.Find(word) == 0 && !word.All(char.IsAsciiDigit))
                return false;
        }
        return true;
    }

    private static string Normalise(string text)
    {
        var characters = text.Trim().ToCharArray();
        for (var at = 0; at < characters.Length; at++)
        {
            var character = characters[at];
            if (character is >= '\u0660' and <= '\u0669')
                characters[at] = (char)('0' + (character - '\u0660'));
            else if (character is >= '\u06F0' and <= '\u06F9')
                characters[at] = (char)('0' + (character - '\u06F0'));
            else if (char.IsWhiteSpace(character) || character is '\u200E' or '\u200F' or '\u202A' or '\u202B' or '\u202C' or '\u061C')
                characters[at] = ' ';
        }
        return TwoWordMonths().Replace(new string(characters), "${first}_${second}");
    }

    private static bool TryIso(string text, out DateTimeOffset date)
    {
        date = default;
        var match = Iso().Match(text);
        if (!match.Success)
            return false;
        var (year, month, day) = (Number(match, "y"), Number(match, "m"), match.Groups["d"].Success ? Number(match, "d") : 1);
        return TryCompose(year, month, day, text[(match.Index + match.Length)..], out date);
    }

    private static bool TryNamedMonth(string text, out DateTimeOffset date)
    {
        date = default;
        foreach (Match word in Words().Matches(text))
        {
            var month = MonthNames.Find(word.ValueSpan);
            if (month == 0)
                continue;
            if (TryAround(text, word, month, out date))
                return true;
        }
        return false;
    }

    /// <summary>Day before or after the month's name, year after both (or after the time, as <c>ctime</c> writes it).</summary>
    private static bool TryAround(string text, Match name, int month, out DateTimeOffset date)
    {
        var after = text[(name.Index + name.Length)..];
        var before = DayBefore().Match(text[..name.Index]);
        var slash = SecondName().Match(after);
        if (slash.Success)
            after = after[slash.Length..];
        var year = YearAfter().Match(after);
        if (before.Success && year.Success)
            return TryCompose(FullYear(Number(year, "y")), month, Number(before, "d"), after[year.Length..], out date);
        var both = DayAndYearAfter().Match(after);
        if (both.Success)
            return TryCompose(Number(both, "y"), month, Number(both, "d"), both.Groups["t"].Value + " " + after[both.Length..], out date);
        date = default;
        return false;
    }

    private static bool TryNumbers(string text, bool? dayFirst, out DateTimeOffset date)
    {
        date = default;
        foreach (Match match in Numbers().Matches(text))
        {
            var (first, second, year) = (Number(match, "a"), Number(match, "b"), FullYear(Number(match, "y")));
            var rest = text[(match.Index + match.Length)..];
            var asDayFirst = match.Groups["s"].ValueSpan is "." || first > 12 || first == second ? true : second > 12 ? false : dayFirst;
            if (asDayFirst is { } known && TryCompose(year, known ? second : first, known ? first : second, rest, out date))
                return true;
        }
        return false;
    }

    private static bool TryCompose(int year, int month, int day, string rest, out DateTimeOffset date)
    {
        date = default;
        if (year is < FirstYear or > LastYear || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        var (time, zone) = TimeOf(rest);
        var local = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified) + time;
        date = new DateTimeOffset(local, zone);
        return true;
    }

    private static (TimeSpan Time, TimeSpan Zone) TimeOf(string rest)
    {
        var match = Time().Match(rest.Length > 60 ? rest[..60] : rest);
        if (!match.Success)
            return (TimeSpan.Zero, TimeSpan.Zero);
        var (hour, minute, second) = (Number(match, "h"), Number(match, "m"), match.Groups["s"].Success ? Number(match, "s") : 0);
        hour = match.Groups["p"].Value.ToLowerInvariant() switch
        {
            ['p', ..] or "م" or "مساء" or "مساءً" when hour < 12 => hour + 12,
            ['a', ..] or "ص" or "صباحا" or "صباحاً" when hour == 12 => 0,
            _ => hour,
        };
        return hour > 24 || minute > 59
            ? (TimeSpan.Zero, TimeSpan.Zero)
            : (new TimeSpan(hour, minute, Math.Min(second, 59)), TimeZoneOf(match.Groups["z"].Value));
    }

    private static TimeSpan TimeZoneOf(string zone)
    {
        if (zone.Length == 0)
            return TimeSpan.Zero;
        if (zone[0] is '+' or '-' or '−')
        {
            var digits = zone[1..].Replace(":", "", StringComparison.Ordinal);
            var hours = int.Parse(digits[..2], CultureInfo.InvariantCulture);
            var minutes = digits.Length == 4 ? int.Parse(digits[2..], CultureInfo.InvariantCulture) : 0;
            var offset = new TimeSpan(hours, Math.Min(minutes, 59), 0);
            return hours >= 14 ? TimeSpan.Zero : zone[0] == '+' ? offset : -offset;
        }
        return TimeSpan.FromHours(zone.ToUpperInvariant() switch
        {
            "EST" or "CDT" => -5,
            "EDT" => -4,
            "CST" or "MDT" => -6,
            "MST" or "PDT" => -7,
            "PST" => -8,
            "BST" or "CET" or "WEST" => 1,
            "CEST" or "EET" => 2,
            "EEST" or "MSK" or "TRT" => 3,
            _ => 0,
        });
    }

    private static int FullYear(int year) => year is >= 0 and < 70 ? 2000 + year : year < 100 ? 1900 + year : year;

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    [GeneratedRegex(@"(?<![\d/.-])(?<y>[12]\d{3})(?:(?<x>[-/.])(?<m>\d{1,2})(?:\k<x>(?<d>\d{1,2}))?(?![\d])|(?<m>\d{2})(?<d>\d{2})(?=$|\D))", Options, 1000)]
    private static partial Regex Iso();

    [GeneratedRegex(@"[\p{L}\p{M}_]+\.?", Options, 1000)]
    private static partial Regex Words();

    [GeneratedRegex(@"(?<![\d:])(?<d>\d{1,2})(?:st|nd|rd|th|er|º|°)?\.?[\s,]*(?:of\s+|de\s+|-|/)?\s*$", Options | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex DayBefore();

    [GeneratedRegex(@"^\s*[/(]\s*[\p{L}_]+\)?", Options, 1000)]
    private static partial Regex SecondName();

    [GeneratedRegex(@"^[\s,.،'’/-]*(?:de[l]?\s+|of\s+)?(?<y>\d{4}|\d{2}(?=\s+\d{1,2}:|\s*$))(?!\d)", Options | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex YearAfter();

    [GeneratedRegex(@"^[\s.-]*(?<d>\d{1,2})(?:st|nd|rd|th)?(?:[\s,،.-]+(?:at\s+)?(?<t>\d{1,2}:\d{2}(:\d{2})?(\s*[AaPp]\.?[Mm]\.?)?(\s+[A-Z]{3,4})?))?[\s,،.-]+(?<y>[12]\d{3})(?!\d)", Options, 1000)]
    private static partial Regex DayAndYearAfter();

    [GeneratedRegex(@"(?<![\d.:/])(?<a>\d{1,2})(?<s>[./-])\s?(?<b>\d{1,2})\k<s>\s?(?<y>[12]\d{3}|\d{2})(?![\d./:])", Options, 1000)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"(?<h>\d{1,2})[:.h](?<m>\d{2})(?::(?<s>\d{2})(?:[.,]\d+)?)?\s*(?<p>[AaPp]\.?[Mm]\b\.?|صباح[اً]*|مساء[ً]?|[صم]\b)?\s*(?<z>[+\-−]\d{2}:?\d{2}|[+\-]\d{2}\b|Z\b|[A-Z]{2,4}\b)?", Options, 1000)]
    private static partial Regex Time();

    [GeneratedRegex(@"(?<first>تشرين|كانون)\s+(?<second>الأول|الاول|الثاني)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TwoWordMonths();

    [GeneratedRegex(@"\b(?:published|posted|updated|last|modified|first|created|added|on|at|by|date|time|of|de|um|uhr|am|pm|vom|von|veröffentlicht|aktualisiert|geändert|stand|publié|le|à|mis|jour|publicado|el|utc|gmt|est|edt|cst|cdt|mst|mdt|pst|pdt|bst|cet|cest|eet|z|t|th|st|nd|rd|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|نشر|تاريخ|آخر|تحديث|في|الساعة|الأحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الاربعاء|الخميس|الجمعة|السبت|بتوقيت|غرينتش|م|ص|هـ)\b|[AaPp]\.[Mm]\.", Options | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex DateNoise();
}
