using Search.Analysis.Unicode;

namespace Search.Analysis.Standard;

/// <summary>What letters a token is made of. A possessive 's at the end counts for nothing: WHO's is all capitals.</summary>
internal static class TokenShape
{
    /// <summary>The case flags of up to 64 letters, by masks of the letters and of the capitals among them.</summary>
    public static TokenFlags Case(ulong letters, ulong capitals)
    {
        if (capitals == 0)
            return TokenFlags.None;
        var first = letters & (~letters + 1);
        if (capitals == first)
            return TokenFlags.Capitalised;
        return capitals == letters ? TokenFlags.AllCapitals : TokenFlags.MixedCase;
    }

    /// <summary>All flags of a token by its bytes as written.</summary>
    public static TokenFlags Of(ReadOnlySpan<byte> term)
    {
        var flags = TokenFlags.Ascii;
        int letters = 0, capitals = 0;
        var firstIsCapital = false;
        var end = term.Length - Possessive.SuffixLength(term);
        for (var i = 0; i < end;)
        {
            var codePoint = Utf8.Decode(term, i, out var length);
            i += length;
            if (codePoint >= 0x80)
                flags = (flags & ~TokenFlags.Ascii) | ScriptOf(codePoint);
            if (IsDigit(codePoint))
                flags |= TokenFlags.Numeric;
            if (!IsLetter(codePoint))
                continue;
            letters++;
            if (!CodePoints.HasLower(codePoint))
                continue;
            capitals++;
            firstIsCapital |= letters == 1;
        }
        if (end < term.Length && term[end] >= 0x80)
            flags &= ~TokenFlags.Ascii;
        return flags | Case(letters, capitals, firstIsCapital);
    }

    private static TokenFlags Case(int letters, int capitals, bool firstIsCapital)
    {
        if (capitals == 0)
            return TokenFlags.None;
        if (capitals == 1 && firstIsCapital)
            return TokenFlags.Capitalised;
        return capitals == letters ? TokenFlags.AllCapitals : TokenFlags.MixedCase;
    }

    private static bool IsDigit(int codePoint) =>
        codePoint < 0x80 ? codePoint is >= '0' and <= '9' : CodePoints.NonAsciiDigit(codePoint) >= 0;

    /// <summary>Letters and what else is not a digit, a mark or punctuation inside words.</summary>
    private static bool IsLetter(int codePoint) =>
        codePoint < 0x80
            ? (uint)((codePoint | 0x20) - 'a') < 26
            : codePoint is not (>= 0x300 and < 0x370) and not (>= 0x2000 and < 0x2070) and not 0xAD && CodePoints.NonAsciiDigit(codePoint) < 0;

    private static TokenFlags ScriptOf(int codePoint) =>
        codePoint is >= 0x600 and < 0x780 and not (>= 0x700 and < 0x750) or >= 0x8A0 and < 0x900 or >= 0xFB50 and < 0xFE00
            or >= 0xFE70 and < 0xFF00
            ? TokenFlags.Arabic
            : TokenFlags.None;
}
