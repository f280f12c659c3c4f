using System.Buffers;
using System.Globalization;
using System.Text;

namespace Search.Ingest.Text;

/// <summary>
/// Text as it is stored: no control characters, no lone surrogates, white space as single spaces, paragraphs apart. A text that is so already
/// is given back as it is, and costs one look at its characters.
/// </summary>
internal static class CleanText
{
    private const int BitsPerWord = 64;

    /// <summary>A bit for each character that is kept as it is; none for halves of surrogate pairs, which only their pair decides.</summary>
    private static readonly ulong[] KeptCharacters = FindKept();

    /// <summary>One line: runs of white space are one space, none at the ends.</summary>
    public static string Line(string? text) => Clean(text, keepsBreaks: false);

    /// <summary>Several paragraphs: single line breaks stay, more become one empty line, other white space is one space.</summary>
    public static string Paragraphs(string? text) => Clean(text, keepsBreaks: true);

    /// <summary><see cref="Paragraphs(string?)"/> of a text that need not stay: it is overwritten.</summary>
    public static string ParagraphsInPlace(Span<char> text) =>
        new(IsClean(text, keepsBreaks: true) ? text : text[..CleanInPlace(text, keepsBreaks: true)]);

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

    /// <summary>What becomes of a character.</summary>
    private enum Fate
    {
        Kept,
        Space,
        Break,
        Dropped,
    }

    /// <summary>What stands between the last character that was kept and the next; the later ones win.</summary>
    private enum Gap
    {
        None,
        Space,
        Break,
        EmptyLine,
    }

    private static string Clean(string? text, bool keepsBreaks)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        if (IsClean(text, keepsBreaks))
            return text;
        var characters = ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            text.CopyTo(characters);
            return new string(characters, 0, CleanInPlace(characters.AsSpan(0, text.Length), keepsBreaks));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }

    /// <summary>True when cleaning changes nothing.</summary>
    private static bool IsClean(ReadOnlySpan<char> text, bool keepsBreaks)
    {
        if (text.IsEmpty)
            return true;
        if (text[0] is ' ' or '\n' || text[^1] is ' ' or '\n' || text.IndexOf("  ") >= 0)
            return false;
        for (int ascii, at = 0; (ascii = text[at..].IndexOfAnyExceptInRange(' ', '~')) >= 0;)
        {
            at += ascii;
            var isSound = text[at] == '\n' ? keepsBreaks && SkipCleanBreak(text, ref at) : SkipKept(text, ref at);
            if (!isSound)
                return false;
        }
        return true;
    }

    /// <summary>Moves past one or two line breaks; false where there are more, or a space beside them. They are not the last of the text.</summary>
    private static bool SkipCleanBreak(ReadOnlySpan<char> text, ref int at)
    {
        if (text[at - 1] == ' ')
            return false;
        at += text[at + 1] == '\n' ? 2 : 1;
        return text[at] is not (' ' or '\n');
    }

    /// <summary>Moves past characters that are kept, up to one of ASCII; false at one that is not.</summary>
    private static bool SkipKept(ReadOnlySpan<char> text, ref int at)
    {
        do
        {
            if (FateAt(text, at, out var length, out var isWhole) != Fate.Kept || !isWhole)
                return false;
            at += length;
        }
        while (at < text.Length && text[at] > '~');
        return true;
    }

    /// <summary>Cleans from the front to the back, where nothing gets longer; returns what is left in length.</summary>
    private static int CleanInPlace(Span<char> text, bool keepsBreaks)
    {
        var written = 0;
        var gap = Gap.None;
        for (int length, at = 0; at < text.Length; at += length)
        {
            var fate = FateAt(text, at, out length, out var isWhole);
            if (fate == Fate.Kept)
            {
                if (gap != Gap.None)
                    written = Fill(gap, text, written);
                gap = Gap.None;
                text[written++] = isWhole ? text[at] : '\uFFFD';
                if (length == 2)
                    text[written++] = text[at + 1];
            }
            else if (fate == Fate.Break && keepsBreaks)
            {
                gap = gap < Gap.Break ? Gap.Break : Gap.EmptyLine;
                length = text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1;
            }
            else if (fate != Fate.Dropped && gap == Gap.None)
            {
                gap = Gap.Space;
            }
        }
        return written;
    }

    /// <summary>Writes a gap, unless the text only begins; returns the new length.</summary>
    private static int Fill(Gap gap, Span<char> text, int written)
    {
        if (written == 0)
            return 0;
        text[written++] = gap == Gap.Space ? ' ' : '\n';
        if (gap == Gap.EmptyLine)
            text[written++] = '\n';
        return written;
    }

    /// <summary>The fate of the code point at a place, and its length there; half of a surrogate pair is kept, and not whole.</summary>
    private static Fate FateAt(ReadOnlySpan<char> text, int at, out int length, out bool isWhole)
    {
        var character = text[at];
        (length, isWhole) = (1, true);
        if ((KeptCharacters[character / BitsPerWord] >> (character % BitsPerWord) & 1) != 0)
            return Fate.Kept;
        isWhole = Rune.DecodeFromUtf16(text[at..], out var rune, out length) == OperationStatus.Done;
        return FateOf(rune);
    }

    private static Fate FateOf(Rune rune)
    {
        if (rune.Value is '\n' or '\r' or '\f' or '\u0085' or '\u2028' or '\u2029')
            return Fate.Break;
        if (Rune.IsWhiteSpace(rune) || rune.Value is '\0' or '\u200B' or '\uFEFF')
            return Fate.Space;
        return Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned || rune.Value == '\u00AD' ? Fate.Dropped : Fate.Kept;
    }

    private static ulong[] FindKept()
    {
        var words = new ulong[(char.MaxValue + 1) / BitsPerWord];
        for (var value = 0; value <= char.MaxValue; value++)
        {
            if (Rune.TryCreate((char)value, out var rune) && FateOf(rune) == Fate.Kept)
                words[value / BitsPerWord] |= 1UL << (value % BitsPerWord);
        }
        return words;
    }
}
