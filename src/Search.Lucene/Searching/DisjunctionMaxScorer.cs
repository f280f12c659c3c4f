namespace Search.Lucene.Searching;

/// <summary>
/// Documents that any clause matches; the score is the best one plus a part of the others, summed in double. In blocks it works window by
/// window, and asks each clause about many documents at once; once there is a minimum score, clauses that can't reach it together are only
/// asked about documents of the others.
/// </summary>
internal sealed partial class DisjunctionMaxScorer : Scorer
{
    private readonly Scorer[] _clauses;
    private readonly bool[] _matched;
    private readonly float _tieBreaker;
    private readonly bool _unsure;
    private readonly SearchContext _context;

    /// <param name="clauses">Two or more.</param>
    /// <param name="tieBreaker">The part of the others that counts, 0..1.</param>
    /// <param name="context">Lends windows.</param>
    public DisjunctionMaxScorer(Scorer[] clauses, float tieBreaker, SearchContext context)
    {
        _clauses = clauses;
        _matched = new bool[clauses.Length];
        _tieBreaker = tieBreaker;
        _unsure = Array.Exists(clauses, clause => clause.NeedsConfirmation);
        _context = context;
        _order = new int[clauses.Length];
        _bounds = new float[clauses.Length];
        _boundUpTo = new double[clauses.Length];
    }

    public override long Cost => SumOfCosts(_clauses);

    public override bool NeedsConfirmation => _unsure;

    public override bool SeeksFar => Array.Exists(_clauses, clause => clause.SeeksFar);

    public override int NextDoc() => Advance(Doc + 1);

    public override int Advance(int target)
    {
        var first = End;
        foreach (var clause in _clauses)
        {
            if (clause.Doc < target)
                clause.Advance(target);
            first = Math.Min(first, clause.Doc);
        }
        return Doc = first;
    }

    public override bool Confirm()
    {
        if (!_unsure)
            return true;
        var any = false;
        for (var i = 0; i < _clauses.Length; i++)
            any |= _matched[i] = _clauses[i].Doc == Doc && _clauses[i].Confirm();
        return any;
    }

    public override float Score()
    {
        var best = 0f;
        var others = 0.0;
        for (var i = 0; i < _clauses.Length; i++)
        {
            if (_unsure ? _matched[i] : _clauses[i].Doc == Doc)
                Include(_clauses[i].Score(), ref best, ref others);
        }
        return (float)(best + others * _tieBreaker);
    }

    public override int AdvanceShallow(int target)
    {
        var upTo = End - 1;
        foreach (var clause in _clauses)
            upTo = Math.Min(upTo, clause.AdvanceShallow(target));
        return Math.Max(upTo, target + BestWindow.Size - 1);
    }

    public override float MaxScore(int upTo)
    {
        var best = 0f;
        var others = 0.0;
        foreach (var clause in _clauses)
            Include(clause.MaxScore(upTo), ref best, ref others);
        return RoundedUp(best + others * _tieBreaker);
    }

    public override void SetMinimum(float score) => _minimum = score;

    public override int Fill(DocBatch batch, int from, int upTo)
    {
        var window = _context.TakeBestWindow();
        var count = _minimum > 0 ? FillCompetitive(window, batch, from, upTo) : FillAll(window, batch, from, upTo);
        _context.GiveBack(window);
        return count;
    }

    public override void Probe(ReadOnlySpan<int> docs, Span<float> scores)
    {
        var window = _context.TakeBestWindow();
        for (var at = 0; at < docs.Length; at += BestWindow.Size)
        {
            var count = Math.Min(BestWindow.Size, docs.Length - at);
            window.Probe(_clauses, docs.Slice(at, count), scores.Slice(at, count), _tieBreaker);
        }
        _context.GiveBack(window);
    }

    private int FillAll(BestWindow window, DocBatch batch, int from, int upTo)
    {
        while (true)
        {
            Doc = FirstFrom(_clauses, from, out var first, out var second);
            if (Doc >= upTo)
                return 0;
            var end = (int)Math.Min(second > Doc ? second : (long)Doc + BestWindow.Size, upTo);
            var count = second > Doc ? _clauses[first].Fill(batch, Doc, end) : FillWindow(window, batch, Doc, end);
            if (count > 0)
                return count;
            from = end;
        }
    }

    private int FillWindow(BestWindow window, DocBatch batch, int start, int end)
    {
        foreach (var clause in _clauses)
        {
            if (clause.Doc < end)
                window.Add(clause, start, start, end);
        }
        return window.Drain(batch, start, _tieBreaker);
    }

    /// <summary>A float not below the sum, whatever order it was taken in.</summary>
    private static float RoundedUp(double sum) => (float)(sum * (1 + 1e-12));

    private static void Include(float score, ref float best, ref double others)
    {
        others += Math.Min(best, score);
        best = Math.Max(best, score);
    }
}
