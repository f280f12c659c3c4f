using System.Globalization;
using System.Text;

namespace Search.Alerts.Digests;

/// <summary>Text of strangers made fit for a mail: one line, no control characters, none that change direction unseen.</summary>
internal static class SafeText
{
    private const string Cut = "…";

    /// <summary>One line of at most <paramref name="length"/> characters (whole text elements).</summary>
    public static string Line(string? text, int length = int.MaxValue)
    {
        text ??= "";
        if (IsPlain(text))
            return Shorten(text, length);
        var line = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            // Texts of 20,000 characters come with every mail of their alert: no further than it takes to know that they are cut.
            if (line.Length - 1 > length)
                break;
            Append(line, rune);
        }
        return Shorten(line.ToString().Trim(), length);
    }

    /// <summary>The same text with each unwanted character as a blank, so that places in it stay what they are.</summary>
    public static string SameLength(string text) => string.Create(text.Length, text, static (safe, given) =>
    {
        for (var at = 0; at < given.Length; at++)
        {
            var pair = at + 1 < given.Length && char.IsSurrogatePair(given[at], given[at + 1]);
            safe[at] = pair || !IsUnwanted(given[at]) ? given[at] : ' ';
            if (pair)
                safe[++at] = given[at];
        }
    });

    /// <summary>The greatest place up to <paramref name="length"/> at which the text can be cut without tearing a character from its marks.</summary>
    public static int CutAt(string text, int length)
    {
        var end = 0;
        while (end < text.Length && StringInfo.GetNextTextElementLength(text, end) is var next && end + next <= length)
            end += next;
        return end;
    }

    /// <summary>Escaped for HTML text and attribute values.</summary>
    public static string Html(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal)
        .Replace("'", "&#39;", StringComparison.Ordinal);

    /// <summary>The address when it is one that a mail may link to (http, https, not too long), else null. ASCII, without blanks.</summary>
    public static string? WebAddress(string? url, int length = int.MaxValue)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Host.Length == 0)
            return null;
        var text = Ascii.IsValid(address.Host) ? address.AbsoluteUri : new UriBuilder(address) { Host = address.IdnHost }.Uri.AbsoluteUri;
        return text.Length <= length && text.All(c => c is > ' ' and <= '~') ? text : null;
    }

    /// <summary>Some of it is written from right to left.</summary>
    public static bool HasRightToLeft(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\u0590', '\uFFFF'))
            return false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsRightToLeft(rune.Value))
                return true;
        }
        return false;
    }

    /// <summary><c>rtl</c> when the first letter that has a direction is written from right to left, else <c>ltr</c>.</summary>
    public static string Direction(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetter(rune))
                return IsRightToLeft(rune.Value) ? "rtl" : "ltr";
        }
        return "ltr";
    }

    /// <summary>Hebrew, Arabic and their neighbours, presentation forms, and the right-to-left blocks of plane 1.</summary>
    private static bool IsRightToLeft(int value) =>
        value is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC) or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF);

    /// <summary>Clean already, as most are: printable ASCII, blanks only one at a time between words.</summary>
    private static bool IsPlain(string text) =>
        !text.AsSpan().ContainsAnyExceptInRange(' ', '~') && !text.Contains("  ", StringComparison.Ordinal) && !text.StartsWith(' ') && !text.EndsWith(' ');

    private static void Append(StringBuilder line, Rune rune)
    {
        if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
        {
            if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }
        else if (!ChangesDirection(rune.Value) && rune != Rune.ReplacementChar && (rune.Value & 0xFFFE) != 0xFFFE)
        {
            Span<char> units = stackalloc char[2];
            line.Append(units[..rune.EncodeToUtf16(units)]);
        }
    }

    private static bool ChangesDirection(int value) =>
        value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F or 0x061C or 0xFEFF;

    /// <summary>Of one UTF-16 unit that is no part of a pair.</summary>
    private static bool IsUnwanted(char c) =>
        char.IsControl(c) || char.IsSurrogate(c) || ChangesDirection(c) || c is '\u2028' or '\u2029' or '\uFFFE' or '\uFFFF';

    private static string Shorten(string line, int length) =>
        line.Length <= length ? line : line[..CutAt(line, length - Cut.Length)].TrimEnd() + Cut;
}
