namespace Search.Lucene.Searching;

/// <summary>
/// Documents that any clause matches; the score is the best one plus a part of the others, summed in double. In blocks it works window by
/// window, and asks each clause about many documents at once; once there is a minimum score, clauses that can't reach it together are only
/// asked about documents of the others.
/// </summary>
internal sealed partial class DisjunctionMaxScorer : AnyClauseScorer<BestWindow>
{
    private readonly float _tieBreaker;
    private readonly SearchContext _context;

    /// <param name="clauses">Two or more.</param>
    /// <param name="tieBreaker">The part of the others that counts, 0..1.</param>
    /// <param name="context">Lends windows.</param>
    public DisjunctionMaxScorer(Scorer[] clauses, float tieBreaker, SearchContext context)
        : base(clauses)
    {
        _tieBreaker = tieBreaker;
        _context = context;
    }

    public override bool NeedsConfirmation => IsUnsure;

    public override bool Confirm()
    {
        if (!IsUnsure)
            return true;
        var any = false;
        for (var i = 0; i < Clauses.Length; i++)
            any |= Matched[i] = Clauses[i].Doc == Doc && Clauses[i].Confirm();
        return any;
    }

    public override float Score()
    {
        var best = 0f;
        var others = 0.0;
        for (var i = 0; i < Clauses.Length; i++)
        {
            if (IsUnsure ? Matched[i] : Clauses[i].Doc == Doc)
                Include(Clauses[i].Score(), ref best, ref others);
        }
        return (float)(best + others * _tieBreaker);
    }

    public override float MaxScore(int upTo)
    {
        var best = 0f;
        var others = 0.0;
        foreach (var clause in Clauses)
            Include(clause.MaxScore(upTo), ref best, ref others);
        return Bound(best, others);
    }

    public override int Fill(DocBatch batch, int from, int upTo)
    {
        var window = _context.TakeBestWindow();
        var count = Minimum > 0 ? FillCompetitive(window, batch, from, upTo) : FillAll(window, batch, from, upTo);
        _context.GiveBack(window);
        return count;
    }

    public override void Probe(ReadOnlySpan<int> docs, Span<float> scores)
    {
        var window = _context.TakeBestWindow();
        for (var at = 0; at < docs.Length; at += WindowSize)
        {
            var count = Math.Min(WindowSize, docs.Length - at);
            window.Probe(Clauses, docs.Slice(at, count), scores.Slice(at, count), _tieBreaker);
        }
        _context.GiveBack(window);
    }

    protected override float Bound(float highest, double others) => RoundedUp(highest + others * _tieBreaker);

    protected override int FillAll(BestWindow window, DocBatch batch, int from, int upTo)
    {
        while (true)
        {
            if (FirstFrom(from, out var first, out var second) >= upTo)
                return 0;
            var end = second > Doc ? Math.Min(second, upTo) : WindowEnd(Doc, upTo);
            var count = second > Doc ? Clauses[first].Fill(batch, Doc, end) : FillWindow(window, batch, Doc, end);
            if (count > 0)
                return count;
            from = end;
        }
    }

    private int FillWindow(BestWindow window, DocBatch batch, int start, int end)
    {
        AddAll(window, start, end);
        return window.Drain(batch, start, _tieBreaker);
    }

    private static void Include(float score, ref float best, ref double others)
    {
        others += Math.Min(best, score);
        best = Math.Max(best, score);
    }
}
