namespace Search.Lucene.Searching;

/// <summary>Counts the matches.</summary>
internal sealed class MatchCounter : Collector
{
    public override bool NeedsScores => false;

    public int Count { get; private set; }

    public override void Collect(ReadOnlySpan<int> docs, ReadOnlySpan<float> scores) => Count += docs.Length;
}
