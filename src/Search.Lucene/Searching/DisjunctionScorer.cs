namespace Search.Lucene.Searching;

/// <summary>
/// Documents that at least a minimum of clauses match; the score is their sum, in double. In blocks it works window by window, and
/// once there is a minimum score by MaxScore: clauses whose bounds together stay below it are only asked about documents of the others.
/// </summary>
internal sealed partial class DisjunctionScorer : AnyClauseScorer<ScoreWindow>
{
    private readonly int _minimumMatch;
    private readonly SearchContext _context;

    /// <param name="clauses">Two or more.</param>
    /// <param name="minimumMatch">How many have to match, 1 or more.</param>
    /// <param name="context">Lends windows.</param>
    public DisjunctionScorer(Scorer[] clauses, int minimumMatch, SearchContext context)
        : base(clauses)
    {
        _minimumMatch = minimumMatch;
        _context = context;
    }

    public override bool NeedsConfirmation => IsUnsure || _minimumMatch > 1;

    public override bool Confirm()
    {
        var count = 0;
        for (var i = 0; i < Clauses.Length; i++)
        {
            Matched[i] = Clauses[i].Doc == Doc && Clauses[i].Confirm();
            count += Matched[i] ? 1 : 0;
        }
        return count >= _minimumMatch;
    }

    public override float Score()
    {
        var sum = 0.0;
        for (var i = 0; i < Clauses.Length; i++)
        {
            if (NeedsConfirmation ? Matched[i] : Clauses[i].Doc == Doc)
                sum += Clauses[i].Score();
        }
        return (float)sum;
    }

    public override float MaxScore(int upTo)
    {
        var sum = 0.0;
        foreach (var clause in Clauses)
            sum += clause.MaxScore(upTo);
        return RoundedUp(sum);
    }

    public override int Fill(DocBatch batch, int from, int upTo)
    {
        var window = _context.TakeWindow();
        var count = _minimumMatch > 1 ? FillCounted(window, batch, from, upTo)
            : Minimum > 0 ? FillCompetitive(window, batch, from, upTo)
            : FillAll(window, batch, from, upTo);
        _context.GiveBack(window);
        return count;
    }

    public override void Probe(ReadOnlySpan<int> docs, Span<float> scores)
    {
        var window = _context.TakeWindow();
        for (var at = 0; at < docs.Length; at += WindowSize)
        {
            var count = Math.Min(WindowSize, docs.Length - at);
            window.Probe(Clauses, docs.Slice(at, count), scores.Slice(at, count), _minimumMatch);
        }
        _context.GiveBack(window);
    }

    protected override float Bound(float highest, double others) => RoundedUp(highest + others);

    protected override int FillAll(ScoreWindow window, DocBatch batch, int from, int upTo)
    {
        while (true)
        {
            var start = FirstFrom(from, out var first, out var second);
            if (start >= upTo)
                return 0;
            if (second > start)
            {
                var alone = Clauses[first].Fill(batch, start, Math.Min(upTo, second));
                if (alone > 0)
                    return alone;
                from = Math.Min(upTo, second);
                continue;
            }
            var end = WindowEnd(start, upTo);
            AddAll(window, start, end);
            var count = window.Drain(batch, start);
            if (count > 0)
                return count;
            from = end;
        }
    }

    private int FillCounted(ScoreWindow window, DocBatch batch, int from, int upTo)
    {
        while (true)
        {
            var start = FirstFrom(from, out _, out _);
            if (start >= upTo)
                return 0;
            var end = WindowEnd(start, upTo);
            foreach (var clause in Clauses)
            {
                if (clause.Doc < end)
                    window.AddCounted(clause, start, start, end);
            }
            var count = window.DrainCounted(batch, start, _minimumMatch);
            if (count > 0)
                return count;
            from = end;
        }
    }
}
