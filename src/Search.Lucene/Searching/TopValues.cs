using Search.Lucene.Codecs.DocValues;

namespace Search.Lucene.Searching;

/// <summary>Keeps the hits with the best values of a column; ties go to the lower document. Counts exactly.</summary>
internal sealed class TopValues(int places, NumericSort sort) : Collector
{
    private readonly PriorityQueue<(int Doc, long Value), (long Rank, int Doc)> _worstFirst =
        new(Comparer<(long Rank, int Doc)>.Create((left, right) => left.Rank != right.Rank ? left.Rank.CompareTo(right.Rank) : right.Doc.CompareTo(left.Doc)));

    private NumericDocValues? _column;
    private int _docBase;
    private long _count;

    public override bool NeedsScores => false;

    public TotalHits Total => new(_count, Exact: true);

    public override void Enter(Leaf leaf)
    {
        _docBase = leaf.DocBase;
        _column = leaf.Reader.NumericDocValues(sort.Field);
    }

    public override void Collect(ReadOnlySpan<int> docs, ReadOnlySpan<float> scores)
    {
        _count += docs.Length;
        foreach (var doc in docs)
            Offer(_docBase + doc, _column is not null && _column.TryGet(doc, out var value) ? value : sort.Missing);
    }

    /// <summary>The hits, best first, from <paramref name="offset"/> on.</summary>
    public ScoreDoc[] Hits(int offset)
    {
        var hits = new ScoreDoc[Math.Max(0, _worstFirst.Count - offset)];
        while (_worstFirst.TryDequeue(out var hit, out _))
        {
            var place = _worstFirst.Count - offset;
            if (place >= 0)
                hits[place] = new ScoreDoc(hit.Doc, 0f, hit.Value);
        }
        return hits;
    }

    private void Offer(int doc, long value)
    {
        var rank = sort.Descending ? value : ~value;
        if (_worstFirst.Count < places)
        {
            _worstFirst.Enqueue((doc, value), (rank, doc));
        }
        else if (places > 0 && _worstFirst.TryPeek(out _, out var worst) && rank > worst.Rank)
        {
            _worstFirst.DequeueEnqueue((doc, value), (rank, doc));
        }
    }
}
