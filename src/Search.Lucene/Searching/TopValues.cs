using Search.Lucene.Codecs.DocValues;

namespace Search.Lucene.Searching;

/// <summary>
/// Keeps the hits with the best values of a column; ties go to the lower document. Counts exactly up to a threshold; once it is passed and all
/// places are taken, it has enough of matches in the order of documents, and the others may be offered in any order, also more than once
/// (<see cref="PickFrom"/>).
/// </summary>
internal sealed class TopValues(int places, NumericSort sort, long countExactlyTo) : Collector, IBestHits
{
    private readonly PriorityQueue<(int Doc, long Value), (long Rank, int Doc)> _worstFirst =
        new(Comparer<(long Rank, int Doc)>.Create((left, right) => left.Rank != right.Rank ? left.Rank.CompareTo(right.Rank) : right.Doc.CompareTo(left.Doc)));

    private NumericDocValues? _column;
    private int _docBase;
    private long _count;
    private bool _picks;

    public override bool NeedsScores => false;

    public override bool HasEnough => !_picks && HasCounted;

    public NumericSort Sort => sort;

    public int Places => places;

    /// <summary>The segment whose documents were offered last.</summary>
    public int Ordinal { get; private set; }

    public TotalHits Total => new(_count, Exact: !HasCounted);

    private bool HasCounted => _count > countExactlyTo && _worstFirst.Count == places;

    public override void Enter(Leaf leaf)
    {
        _docBase = leaf.DocBase;
        Ordinal = leaf.Ordinal;
        _column = leaf.Reader.NumericDocValues(sort.Field);
    }

    /// <summary>After it has enough: counts no more, and takes what is better than the worst, whatever the order.</summary>
    public void PickFrom(Leaf leaf)
    {
        _picks = true;
        Enter(leaf);
    }

    /// <summary>Whether a document from <paramref name="firstDoc"/> on with this rank would get a place.</summary>
    public bool CanTake(long rank, int firstDoc) =>
        !_worstFirst.TryPeek(out _, out var worst) || _worstFirst.Count < places || rank > worst.Rank || (rank == worst.Rank && firstDoc < worst.Doc);

    public override void Collect(ReadOnlySpan<int> docs, ReadOnlySpan<float> scores)
    {
        if (!_picks)
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

    public int Compare(ScoreDoc left, ScoreDoc right) =>
        sort.Rank(left.SortValue) is var rank && sort.Rank(right.SortValue) is var other && rank != other ? other.CompareTo(rank) : left.Doc.CompareTo(right.Doc);

    private void Offer(int doc, long value)
    {
        var rank = sort.Rank(value);
        if (_worstFirst.Count < places)
            _worstFirst.Enqueue((doc, value), (rank, doc));
        else if (CanTake(rank, doc) && !(_picks && Holds(doc)))
            _worstFirst.DequeueEnqueue((doc, value), (rank, doc));
    }

    private bool Holds(int doc)
    {
        foreach (var (hit, _) in _worstFirst.UnorderedItems)
        {
            if (hit.Doc == doc)
                return true;
        }
        return false;
    }
}
