namespace Search.Analysis.Standard;

/// <summary>The English possessive ending: an apostrophe (', ’ or ＇) and s.</summary>
internal static class Possessive
{
    /// <summary>Bytes of the ending of <paramref name="term"/>, 0 where it has none.</summary>
    public static int SuffixLength(ReadOnlySpan<byte> term)
    {
        if (term.Length < 2 || (term[^1] | 0x20) != 's')
            return 0;
        if (term[^2] == '\'')
            return 2;
        return term[..^1].EndsWith("’"u8) || term[..^1].EndsWith("＇"u8) ? 4 : 0;
    }
}
