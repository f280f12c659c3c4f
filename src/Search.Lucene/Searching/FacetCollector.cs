namespace Search.Lucene.Searching;

/// <summary>Counts every match and passes it on. It never has a minimum score, so that none is left out.</summary>
internal sealed class FacetCollector(Collector inner, FacetCounters counters) : Collector
{
    public override bool NeedsScores => inner.NeedsScores;

    public override void Enter(Leaf leaf)
    {
        counters.Enter(leaf);
        inner.Enter(leaf);
    }

    public override void Collect(ReadOnlySpan<int> docs, ReadOnlySpan<float> scores)
    {
        counters.Count(docs);
        inner.Collect(docs, scores);
    }
}
