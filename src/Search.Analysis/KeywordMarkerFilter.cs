namespace Search.Analysis;

/// <summary>Marks the terms of a set with <see cref="TokenFlags.Keyword"/>, so that stemmers leave them alone.</summary>
public sealed class KeywordMarkerFilter(TermSet words) : TokenFilter
{
    public override void Apply(TokenBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            if (words.Contains(batch.Term(i)))
                batch.Flags[i] |= TokenFlags.Keyword;
        }
    }
}
