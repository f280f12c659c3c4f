using Search.Analysis.Unicode;

namespace Search.Analysis.Standard;

/// <summary>Tells by what stands between two words whether the second begins a sentence.</summary>
/// <remarks>
/// A sentence begins after a full stop, question or exclamation mark (also … ؟ ۔ 。) that a space or a closing quote follows, after a line
/// end, and inside an opening quote that a comma or colon introduces. A full stop after an initial or a title (J. Gen. Mr.) ends
/// nothing.
/// </remarks>
internal static class SentenceStarts
{
    private const int LongestAbbreviation = 4;

    // Lower-case letters packed into an int, first letter highest.
    private static readonly HashSet<int> Abbreviations =
    [
        .. "mr mrs ms dr gen col lt sgt sen rep gov st jr sr prof rev hon capt maj adm pres mt ft vs cmdr brig supt insp sec amb"
            .Split(' ').Select(word => word.Aggregate(0, (packed, letter) => packed << 8 | letter)),
    ];

    /// <summary>True when the word at <paramref name="start"/> begins a sentence; the word before it is <paramref name="previousStart"/> to <paramref name="previousEnd"/>, -1 for none.</summary>
    public static bool Begins(ReadOnlySpan<byte> text, int previousStart, int previousEnd, int start)
    {
        if (previousEnd < 0)
            return true;
        var stopped = false;
        var introduced = false;
        for (var i = previousEnd; i < start;)
        {
            var mark = Utf8.Decode(text, i, out var length);
            i += length;
            if (mark is '\n' or '\r' or 0x2028 or 0x2029)
                return true;
            if (IsStop(mark))
                stopped |= mark != '.' || i - length != previousEnd || !IsAbbreviation(text[previousStart..previousEnd]);
            else if (stopped && (mark is ' ' or '\t' or 0xA0 || IsQuote(mark)))
                return true;
            else if (introduced && IsQuote(mark))
                return true;
            introduced |= mark is ',' or ':';
        }
        return false;
    }

    private static bool IsStop(int mark) => mark is '.' or '?' or '!' or '…' or '؟' or '۔' or '。';

    private static bool IsQuote(int mark) => mark is '"' or '\'' or '“' or '”' or '‘' or '’' or '«' or '»' or '„' or '(' or ')';

    private static bool IsAbbreviation(ReadOnlySpan<byte> word)
    {
        if (word.Length == 1)
            return (uint)((word[0] | 0x20) - 'a') < 26;
        if (word.Length > LongestAbbreviation)
            return false;
        var packed = 0;
        foreach (var letter in word)
            packed = packed << 8 | letter | 0x20;
        return Abbreviations.Contains(packed) || word.Contains((byte)'.');
    }
}
