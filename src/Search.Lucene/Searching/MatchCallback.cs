namespace Search.Lucene.Searching;

/// <summary>Hands over the number of each match.</summary>
internal sealed class MatchCallback(Action<int> match) : Collector
{
    private int _docBase;

    public override bool NeedsScores => false;

    public override void Enter(Leaf leaf) => _docBase = leaf.DocBase;

    public override void Collect(ReadOnlySpan<int> docs, ReadOnlySpan<float> scores)
    {
        foreach (var doc in docs)
            match(_docBase + doc);
    }
}
