using System.Text;

namespace Search.Analysis.Stemming;

/// <summary>Puts stems in place of words, except words marked <see cref="TokenFlags.Keyword"/>.</summary>
public sealed class StemFilter(Stemmer stemmer) : TokenFilter
{
    private StemCache? _cache;
    private char[] _word = new char[512];

    public override void Apply(TokenBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            if ((batch.Flags[i] & TokenFlags.Keyword) == TokenFlags.None)
                Stem(batch, i);
        }
    }

    /// <summary>Puts the stem in place of one word.</summary>
    internal void Stem(TokenBatch batch, int index)
    {
        if (batch.TermLength[index] > StemCache.LongestWord)
        {
            StemAnew(batch, index);
            return;
        }
        _cache ??= new StemCache();
        var word = StemCache.KeyOf(batch, index);
        var known = _cache.Find(word, batch.MutableTerm(index));
        if (known >= 0)
        {
            batch.TermLength[index] = known;
            return;
        }
        StemAnew(batch, index);
        _cache.Keep(word, batch.Term(index));
    }

    /// <summary>The same, whether the word was met before or not.</summary>
    internal void StemAnew(TokenBatch batch, int index)
    {
        var bytes = batch.TermLength[index];
        if (_word.Length < bytes + Stemmer.MaxGrowth)
            _word = new char[bytes * 2 + Stemmer.MaxGrowth];
        var isAscii = (batch.Flags[index] & TokenFlags.Ascii) != TokenFlags.None;
        var written = isAscii ? Widen(batch.Term(index), _word) : Encoding.UTF8.GetChars(batch.Term(index), _word);
        var stem = _word.AsSpan(0, stemmer.Stem(_word, written));
        if (isAscii && stem.Length <= bytes && Ascii.IsValid(stem))
        {
            Narrow(stem, batch, index);
            return;
        }
        Encode(stem, batch, index);
        if (isAscii && !Ascii.IsValid(stem))
            batch.Flags[index] &= ~TokenFlags.Ascii;
    }

    private static int Widen(ReadOnlySpan<byte> term, Span<char> word)
    {
        for (var i = 0; i < term.Length; i++)
            word[i] = (char)term[i];
        return term.Length;
    }

    private static void Narrow(ReadOnlySpan<char> stem, TokenBatch batch, int index)
    {
        batch.TermLength[index] = stem.Length;
        var term = batch.MutableTerm(index);
        for (var i = 0; i < stem.Length; i++)
            term[i] = (byte)stem[i];
    }

    private static void Encode(ReadOnlySpan<char> stem, TokenBatch batch, int index)
    {
        var to = batch.ReserveTermBytes(stem.Length * 3);
        var length = Encoding.UTF8.GetBytes(stem, to);
        batch.TermStart[index] = batch.TermsLength;
        batch.TermLength[index] = length;
        batch.TermsLength += length;
    }
}
