using System.Globalization;
using System.Text;

namespace Search.Ingest.Text;

/// <summary>Text as it is stored: no control characters, no lone surrogates, white space as single spaces, paragraphs apart.</summary>
internal static class CleanText
{
    /// <summary>One line: runs of white space are one space, none at the ends.</summary>
    public static string Line(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var written = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || rune.Value is '\u200B' or '\uFEFF' || IsBreakingControl(rune))
                AppendSpace(written);
            else if (IsKept(rune))
                written.Append(rune.ToString());
        }
        return TrimEnd(written);
    }

    /// <summary>Several paragraphs: single line breaks stay, more become one empty line, other white space is one space.</summary>
    public static string Paragraphs(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var written = new StringBuilder(text.Length);
        var breaks = 0;
        foreach (var line in text.EnumerateLines())
        {
            var clean = Line(line.ToString());
            if (clean.Length > 0)
            {
                if (written.Length > 0)
                    written.Append(breaks > 1 ? "\n\n" : "\n");
                written.Append(clean);
                breaks = 0;
            }
            breaks++;
        }
        return written.ToString();
    }

    /// <summary>A headline: one line, HTML entities that were escaped twice resolved, quotes of the whole dropped.</summary>
    public static string Title(string? text)
    {
        var line = Line(text);
        return line.Contains('&', StringComparison.Ordinal) ? Line(Entities.Decode(line)) : line;
    }

    /// <summary>Words in a line, by white space.</summary>
    public static int CountWords(ReadOnlySpan<char> text)
    {
        var count = 0;
        var inside = false;
        foreach (var character in text)
        {
            var white = char.IsWhiteSpace(character);
            if (!white && !inside)
                count++;
            inside = !white;
        }
        return count;
    }

    private static bool IsBreakingControl(Rune rune) => rune.Value is '\0' or '\u0085' or '\u2028' or '\u2029';

    private static bool IsKept(Rune rune) => rune.Value == 0xFFFD || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Surrogate
        or UnicodeCategory.OtherNotAssigned) && rune.Value != '\u00AD';

    private static void AppendSpace(StringBuilder written)
    {
        if (written.Length > 0 && written[^1] != ' ')
            written.Append(' ');
    }

    private static string TrimEnd(StringBuilder written)
    {
        if (written.Length > 0 && written[^1] == ' ')
            written.Length--;
        return written.ToString();
    }
}
