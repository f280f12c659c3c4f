using System.Buffers;
using Search.Analysis.Stemming;

namespace Search.Analysis.Articles;

/// <summary>
/// Puts stems in place of folded words, by the word's script. Names, function words and numbers are dropped: the words' own fields find
/// them.
/// </summary>
internal sealed class StemsFilter(Stemmer? latin, Stemmer? arabic) : DroppingFilter
{
    private static readonly SearchValues<byte> NumberBytes = SearchValues.Create("0123456789.,"u8);

    private readonly StemFilter? _latin = latin is null ? null : new StemFilter(latin);
    private readonly StemFilter? _arabic = arabic is null ? null : new StemFilter(arabic);

    protected override bool Keeps(TokenBatch batch, int index)
    {
        var flags = batch.Flags[index];
        if ((flags & (TokenFlags.Name | TokenFlags.Keyword)) != TokenFlags.None || !HasStem(batch.Term(index)))
            return false;
        if ((flags & TokenFlags.Arabic) != TokenFlags.None)
            _arabic?.Stem(batch, index);
        else if ((flags & TokenFlags.Ascii) != TokenFlags.None)
            _latin?.Stem(batch, index);
        return batch.TermLength[index] > 0;
    }

    /// <summary>False for folded function words and for numbers.</summary>
    public static bool HasStem(ReadOnlySpan<byte> folded) =>
        (folded is [> (byte)'9', ..] || folded.ContainsAnyExcept(NumberBytes)) && !FunctionWords.Contains(folded);
}
