using Search.Analysis.Unicode;

namespace Search.Analysis.Standard;

/// <summary>Tells text that is all capitals from mixed-case text with a capital word in it.</summary>
internal static class Shouting
{
    /// <summary>How far to look on each side, in bytes.</summary>
    private const int Reach = 160;

    /// <summary>First byte of U+2000 to U+2FFF in UTF-8: curly quotes and dashes, no letters of words with case.</summary>
    private const byte PunctuationLead = 0xE2;

    /// <summary>True when the sentence or line around a word has no word in lower-case letters, within reach.</summary>
    public static bool Surrounds(ReadOnlySpan<byte> text, int start, int end) =>
        !HasLowerCaseAfter(text, end) && !HasLowerCaseBefore(text, start);

    private static bool HasLowerCaseAfter(ReadOnlySpan<byte> text, int end)
    {
        var limit = Math.Min(text.Length, end + Reach);
        for (var i = end; i < limit;)
        {
            var codePoint = Utf8.Decode(text, i, out var length);
            if (Ends(text, codePoint, i))
                return false;
            if (IsLowerCase(text, codePoint, i, length))
                return true;
            i += length;
        }
        return false;
    }

    private static bool HasLowerCaseBefore(ReadOnlySpan<byte> text, int start)
    {
        var limit = Math.Max(0, start - Reach);
        for (var i = start - 1; i >= limit; i--)
        {
            if ((text[i] & 0xC0) == 0x80)
                continue;
            var codePoint = Utf8.Decode(text, i, out var length);
            if (Ends(text, codePoint, i))
                return false;
            if (IsLowerCase(text, codePoint, i, length))
                return true;
        }
        return false;
    }

    /// <summary>A line end, or a full stop, question or exclamation mark that a space follows, after more than an initial (U.S. ends nothing).</summary>
    private static bool Ends(ReadOnlySpan<byte> text, int mark, int position)
    {
        if (mark is '\n' or '\r')
            return true;
        if (mark is not ('.' or '?' or '!') || position + 1 >= text.Length || text[position + 1] != ' ')
            return false;
        return position < 2 || mark != '.' || IsLetter(text[position - 2]) || text[position - 2] >= 0x80;
    }

    /// <summary>A lower-case letter that is more than a possessive s or a letter alone.</summary>
    private static bool IsLowerCase(ReadOnlySpan<byte> text, int codePoint, int position, int length)
    {
        if (codePoint < 0x80 ? codePoint is < 'a' or > 'z' : !CodePoints.IsLower(codePoint))
            return false;
        return EndsInLetter(text[..position]) || StartsWithLetter(text[(position + length)..]);
    }

    private static bool EndsInLetter(ReadOnlySpan<byte> text) =>
        !text.IsEmpty && (text[^1] < 0x80 ? IsLetter(text[^1]) : text.Length < 3 || text[^3] != PunctuationLead);

    private static bool StartsWithLetter(ReadOnlySpan<byte> text) =>
        !text.IsEmpty && (text[0] < 0x80 ? IsLetter(text[0]) : text[0] != PunctuationLead);

    private static bool IsLetter(byte c) => (uint)((c | 0x20) - 'a') < 26;
}
