using Search.Analysis.Standard;

namespace Search.Analysis.Articles;

/// <summary>
/// Words with <see cref="TokenFlags.Name"/> set on those that the text writes as names: a capital other than at a sentence's start, or
/// inside the word. In a headline that capitalises everything, and in text that is all capitals, capitals say nothing; at a
/// sentence's start they do if the same word has one elsewhere.
/// </summary>
/// <remarks>Reads each text twice: names first, then the tokens.</remarks>
internal sealed class NameTokenizer : Tokenizer
{
    private const StandardTokenizerOptions Options = StandardTokenizerOptions.LowerCaseAscii | StandardTokenizerOptions.MarkSentences
        | StandardTokenizerOptions.MarkShouting;

    private const TokenFlags AnyCapital = TokenFlags.Capitalised | TokenFlags.AllCapitals | TokenFlags.MixedCase;
    private const TokenFlags InnerCapital = TokenFlags.AllCapitals | TokenFlags.MixedCase;

    private readonly StandardTokenizer _words = new(Options);
    private readonly TokenBatch _ahead = new();
    private readonly WordKeys _names = new();
    private bool _isHeadline;

    public override void Reset(ReadOnlyMemory<byte> text)
    {
        _isHeadline = Headlines.CapitaliseEverything(_words, text, _ahead);
        _names.Clear();
        if (!_isHeadline)
            CollectNames(text);
        _words.Reset(text);
    }

    public override bool Next(TokenBatch batch)
    {
        if (!_words.Next(batch))
            return false;
        Mark(batch);
        return true;
    }

    /// <summary>All tokens of a text at once, cut once; what <see cref="Reset"/> and <see cref="Next"/> give.</summary>
    public void Keep(ReadOnlyMemory<byte> text, KeptTokens kept)
    {
        _isHeadline = Headlines.CapitaliseEverything(_words, text, _ahead);
        _names.Clear();
        kept.Fill(_words, text);
        for (var block = 0; block < kept.Count && !_isHeadline; block++)
            CollectNames(kept[block]);
        for (var block = 0; block < kept.Count; block++)
            Mark(kept[block]);
    }

    private void CollectNames(ReadOnlyMemory<byte> text)
    {
        _words.Reset(text);
        while (_words.Next(_ahead))
            CollectNames(_ahead);
    }

    private void CollectNames(TokenBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            if ((batch.Flags[i] & (TokenFlags.Capitalised | TokenFlags.SentenceStart)) == TokenFlags.Capitalised)
                _names.Add(Key(batch.Term(i)));
        }
    }

    private void Mark(TokenBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            if ((batch.Flags[i] & AnyCapital) != TokenFlags.None && IsName(batch.Flags[i], batch.Term(i)))
                batch.Flags[i] |= TokenFlags.Name;
        }
    }

    private bool IsName(TokenFlags flags, ReadOnlySpan<byte> term)
    {
        if ((flags & TokenFlags.Shouted) != TokenFlags.None)
            return false;
        if ((flags & InnerCapital) != TokenFlags.None)
            return true;
        if (_isHeadline)
            return false;
        return (flags & TokenFlags.SentenceStart) == TokenFlags.None || _names.Contains(Key(term));
    }

    /// <summary>A hash of the word without a possessive 's. Two words of one text with the same hash do no harm worth avoiding.</summary>
    private static int Key(ReadOnlySpan<byte> term) => TermSet.Hash(term[..^Possessive.SuffixLength(term)]);
}
