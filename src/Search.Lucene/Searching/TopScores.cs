namespace Search.Lucene.Searching;

/// <summary>
/// Keeps the best hits. Counting is exact up to a threshold; once it is passed and all places are taken, only documents that beat the
/// last place are asked for, so the count is a lower bound.
/// </summary>
internal sealed class TopScores(int places, int countExactlyTo) : Collector, IBestHits
{
    private readonly ScoreHeap _heap = new(places);
    private int _docBase;
    private long _count;

    public override bool NeedsScores => true;

    public int Places => places;

    public TotalHits Total => new(_count, MinimumScore == 0);

    public override void Enter(Leaf leaf) => _docBase = leaf.DocBase;

    public override void Collect(ReadOnlySpan<int> docs, ReadOnlySpan<float> scores)
    {
        _count += docs.Length;
        var least = _heap.Least;
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] > least)
                least = _heap.Add(_docBase + docs[i], scores[i]);
        }
        if (_count > countExactlyTo && _heap.IsFull)
            MinimumScore = MathF.BitIncrement(least);
    }

    /// <summary>The hits, best first, from <paramref name="offset"/> on.</summary>
    public ScoreDoc[] Hits(int offset) => _heap.Drain(offset);

    public int Compare(ScoreDoc left, ScoreDoc right) => left.Score != right.Score ? right.Score.CompareTo(left.Score) : left.Doc.CompareTo(right.Doc);
}
