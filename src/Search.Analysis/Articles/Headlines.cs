using Search.Analysis.Standard;

namespace Search.Analysis.Articles;

/// <summary>Tells headlines that capitalise every word (Rebels Take Town After Siege) from those that capitalise names only.</summary>
internal static class Headlines
{
    /// <summary>Longer texts are not headlines, bytes.</summary>
    private const int LongestHeadline = 300;

    /// <summary>Fewer capitals than this, not counting a sentence's first word, may be names alone.</summary>
    private const int FewestCapitals = 2;

    private const TokenFlags AnyCapital = TokenFlags.Capitalised | TokenFlags.AllCapitals | TokenFlags.MixedCase;

    /// <summary>True for a short text of one line in which nine in ten of the content words have a capital.</summary>
    public static bool CapitaliseEverything(StandardTokenizer words, ReadOnlyMemory<byte> text, TokenBatch batch)
    {
        if (text.Length > LongestHeadline || text.Span.Trim("\r\n"u8).Contains((byte)'\n'))
            return false;
        int capitals = 0, small = 0;
        words.Reset(text);
        while (words.Next(batch))
        {
            for (var i = 0; i < batch.Count; i++)
            {
                if ((batch.Flags[i] & (TokenFlags.SentenceStart | TokenFlags.Numeric)) != TokenFlags.None)
                    continue;
                if ((batch.Flags[i] & AnyCapital) != TokenFlags.None)
                    capitals++;
                else if (HasCase(batch.Term(i)) && !FunctionWords.English.Contains(batch.Term(i)))
                    small++;
            }
        }
        return capitals >= FewestCapitals && small * 9 <= capitals;
    }

    /// <summary>Letters of Latin, Greek or Cyrillic script.</summary>
    private static bool HasCase(ReadOnlySpan<byte> term) => term[0] is >= (byte)'a' and <= (byte)'z' or >= 0xC3 and < 0xD5;
}
