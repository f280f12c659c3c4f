using Search.Analysis.Stemming;

namespace Search.Analysis.Articles;

/// <summary>
/// Puts a language's stems in place of words in lower case that are not folded yet, as far as its script goes; the mark before them keeps
/// later filters from stemming them again. Drops names: the words' own fields find them.
/// </summary>
internal sealed class WrittenStemsFilter(WrittenStems stems) : DroppingFilter
{
    private readonly StemFilter _stem = new(stems);

    protected override bool Keeps(TokenBatch batch, int index)
    {
        if ((batch.Flags[index] & (TokenFlags.Name | TokenFlags.Keyword)) != TokenFlags.None)
            return false;
        if (!stems.Covers(batch.Term(index)))
            return true;
        _stem.Stem(batch, index);
        if (batch.TermLength[index] > 0)
            PutMark(batch, index);
        return batch.TermLength[index] > 0;
    }

    private static void PutMark(TokenBatch batch, int index)
    {
        var length = batch.TermLength[index];
        var to = batch.ReserveTermBytes(length + 1);
        to[0] = WrittenStems.Mark;
        batch.Term(index).CopyTo(to[1..]);
        batch.TermStart[index] = batch.TermsLength;
        batch.TermLength[index] = length + 1;
        batch.TermsLength += length + 1;
        // A word may have letters of both scripts in it.
        batch.Flags[index] &= ~TokenFlags.Arabic;
    }
}
