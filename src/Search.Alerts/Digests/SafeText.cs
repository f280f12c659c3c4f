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
        var line = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
            Append(line, rune);
        return Shorten(line.ToString().Trim(), length);
    }

    /// <summary>The same text with each unwanted character as a blank, so that places in it stay what they are.</summary>
    public static string SameLength(string text) => string.Create(text.Length, text, static (safe, given) =>
    {
        for (var at = 0; at < given.Length; at++)
            safe[at] = char.IsControl(given[at]) || ChangesDirection(given[at]) || given[at] is '\u2028' or '\u2029' ? ' ' : given[at];
    });

    /// <summary>Escaped for HTML text and attribute values.</summary>
    public static string Html(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal)
        .Replace("'", "&#39;", StringComparison.Ordinal);

    /// <summary>The address when it is one that a mail may link to (http, https), else null.</summary>
    public static string? WebAddress(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Host.Length > 0
            ? address.AbsoluteUri
            : null;

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

    private static void Append(StringBuilder line, Rune rune)
    {
        if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
        {
            if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }
        else if (!ChangesDirection(rune.Value) && rune != Rune.ReplacementChar)
        {
            line.Append(rune.ToString());
        }
    }

    private static bool ChangesDirection(int value) =>
        value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F or 0x061C or 0xFEFF;

    private static string Shorten(string line, int length)
    {
        if (line.Length <= length)
            return line;
        var shortened = new StringBuilder();
        var elements = StringInfo.GetTextElementEnumerator(line);
        while (elements.MoveNext() && shortened.Length + ((string)elements.Current).Length < length)
            shortened.Append((string)elements.Current);
        return shortened.ToString().TrimEnd() + Cut;
    }
}
