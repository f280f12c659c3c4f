namespace Search.Analysis;

/// <summary>Drops the terms of a set, carrying their position increments (Lucene's StopFilter).</summary>
public sealed class StopFilter(TermSet words) : DroppingFilter
{
    protected override bool Keeps(TokenBatch batch, int index) => !words.Contains(batch.Term(index));
}
