using System.Buffers;
using System.Globalization;
using System.Text;
using Search.Ingest.Text;

namespace Search.Ingest.Tests.Text;

/// <summary>The naive twin of <see cref="CleanText"/>: writes every text anew, piece by piece.</summary>
internal static class NaiveCleanText
{
    /// <summary>One line: runs of white space are one space, none at the ends.</summary>
    public static string Line(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var written = new StringBuilder(text.Length);
        AppendLine(written, text);
        return written.ToString();
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
            var before = written.Length;
            if (before > 0)
                written.Append(breaks > 1 ? "\n\n" : "\n");
            if (AppendLine(written, line))
                breaks = 0;
            else
                written.Length = before;
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

    private static bool IsBreakingControl(Rune rune) => rune.Value is '\0' or '\u0085' or '\u2028' or '\u2029';

    private static bool IsKept(Rune rune) => rune.Value == 0xFFFD || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Surrogate
        or UnicodeCategory.OtherNotAssigned) && rune.Value != '\u00AD';

    /// <summary>Appends a line, cleaned; false when nothing is left of it.</summary>
    private static bool AppendLine(StringBuilder written, ReadOnlySpan<char> line)
    {
        var start = written.Length;
        while (!line.IsEmpty)
        {
            var plain = line.IndexOfAnyExceptInRange(' ', '~');
            AppendPlain(written, start, plain < 0 ? line : line[..plain]);
            if (plain < 0)
                break;
            line = line[plain..];
            line = line[AppendOther(written, start, line)..];
        }
        if (written.Length > start && written[^1] == ' ')
            written.Length--;
        return written.Length > start;
    }

    /// <summary>Appends printable ASCII: what most texts are nearly all of, in as long pieces as its single spaces allow.</summary>
    private static void AppendPlain(StringBuilder written, int start, ReadOnlySpan<char> text)
    {
        while (true)
        {
            if (written.Length == start || written[^1] == ' ')
                text = text.TrimStart(' ');
            var two = text.IndexOf("  ");
            if (two < 0)
                break;
            written.Append(text[..(two + 1)]);
            text = text[(two + 1)..];
        }
        written.Append(text);
    }

    /// <summary>Appends what the first code point becomes; returns its length in the text.</summary>
    private static int AppendOther(StringBuilder written, int start, ReadOnlySpan<char> text)
    {
        var isWhole = Rune.DecodeFromUtf16(text, out var rune, out var length) == OperationStatus.Done;
        if (Rune.IsWhiteSpace(rune) || rune.Value is '\u200B' or '\uFEFF' || IsBreakingControl(rune))
            AppendSpace(written, start);
        else if (!isWhole)
            written.Append('\uFFFD');
        else if (IsKept(rune))
            written.Append(text[..length]);
        return length;
    }

    private static void AppendSpace(StringBuilder written, int start)
    {
        if (written.Length > start && written[^1] != ' ')
            written.Append(' ');
    }
}
