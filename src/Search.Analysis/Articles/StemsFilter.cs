using System.Buffers;
using System.Runtime.Intrinsics;
using Search.Analysis.Stemming;

namespace Search.Analysis.Articles;

/// <summary>
/// Puts stems in place of folded words, by the word's script. Names, function words and numbers are dropped: the words' own fields find
/// them.
/// </summary>
internal sealed class StemsFilter(Stemmer? latin, Stemmer? arabic) : DroppingFilter
{
    private static readonly SearchValues<byte> NumberBytes = SearchValues.Create("0123456789.,"u8);

    // What becomes of short ASCII words: their stems, nothing of those that have none.
    private readonly StemCache _known = new();

    // Of the block's short words, where they stood before the first of them was learnt.
    private readonly int[] _places = new int[TokenBatch.Capacity];
    private readonly StemFilter? _latin = latin is null ? null : new StemFilter(latin);
    private readonly StemFilter? _arabic = arabic is null ? null : new StemFilter(arabic);

    /// <summary>As any; all short words are asked for first, so that the looks wait for memory together.</summary>
    public override void Apply(TokenBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            if (IsShort(batch, i))
                _places[i] = _known.PlaceOf(StemCache.KeyOf(batch, i));
        }
        base.Apply(batch);
    }

    protected override bool Keeps(TokenBatch batch, int index)
    {
        if (IsShort(batch, index))
            return KeepsShort(batch, index);
        var flags = batch.Flags[index];
        if ((flags & (TokenFlags.Name | TokenFlags.Keyword)) != TokenFlags.None)
            return false;
        if (!HasStem(batch.Term(index)))
            return false;
        if ((flags & TokenFlags.Arabic) != TokenFlags.None)
            _arabic?.Stem(batch, index);
        else if ((flags & TokenFlags.Ascii) != TokenFlags.None)
            _latin?.Stem(batch, index);
        return batch.TermLength[index] > 0;
    }

    /// <summary>A short ASCII word that is no name.</summary>
    private static bool IsShort(TokenBatch batch, int index) =>
        (batch.Flags[index] & (TokenFlags.Name | TokenFlags.Keyword | TokenFlags.Arabic | TokenFlags.Ascii)) == TokenFlags.Ascii && batch.TermLength[index] <= StemCache.LongestWord;

    private bool KeepsShort(TokenBatch batch, int index)
    {
        var word = StemCache.KeyOf(batch, index);
        var length = _known.Find(_places[index], word, batch.MutableTerm(index));
        if (length < 0)
            length = _known.Find(word, batch.MutableTerm(index));
        batch.TermLength[index] = length >= 0 ? length : Learn(batch, index, word);
        return batch.TermLength[index] > 0;
    }

    private int Learn(TokenBatch batch, int index, in Vector128<byte> word)
    {
        if (!HasStem(batch.Term(index)))
        {
            _known.Keep(word, []);
            return 0;
        }
        _latin?.StemAnew(batch, index);
        _known.Keep(word, batch.Term(index));
        return batch.TermLength[index];
    }

    /// <summary>False for folded function words and for numbers.</summary>
    public static bool HasStem(ReadOnlySpan<byte> folded) =>
        (folded is [> (byte)'9', ..] || folded.ContainsAnyExcept(NumberBytes)) && !FunctionWords.Contains(folded);
}
