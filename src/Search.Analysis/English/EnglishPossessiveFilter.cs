using Search.Analysis.Standard;

namespace Search.Analysis.English;

/// <summary>Takes the possessive 's from the end of words (Lucene's EnglishPossessiveFilter).</summary>
public sealed class EnglishPossessiveFilter : TokenFilter
{
    public override void Apply(TokenBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
            batch.TermLength[i] -= Possessive.SuffixLength(batch.Term(i));
    }
}
