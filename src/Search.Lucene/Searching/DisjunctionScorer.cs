namespace Search.Lucene.Searching;

/// <summary>
/// Documents that at least a minimum of clauses match; the score is their sum, in double. In blocks it works window by window, and
/// once there is a minimum score by MaxScore: clauses whose bounds together stay below it are only asked about documents of the others.
/// </summary>
internal sealed partial class DisjunctionScorer : Scorer
{
    private readonly Scorer[] _clauses;
    private readonly bool[] _matched;
    private readonly int _minimumMatch;
    private readonly bool _unsure;
    private readonly SearchContext _context;
    private float _minimum;

    /// <param name="clauses">Two or more.</param>
    /// <param name="minimumMatch">How many have to match, 1 or more.</param>
    /// <param name="context">Lends windows.</param>
    public DisjunctionScorer(Scorer[] clauses, int minimumMatch, SearchContext context)
    {
        _clauses = clauses;
        _matched = new bool[clauses.Length];
        _minimumMatch = minimumMatch;
        _unsure = Array.Exists(clauses, clause => clause.NeedsConfirmation);
        _context = context;
        _order = new int[clauses.Length];
        _bounds = new float[clauses.Length];
        _boundUpTo = new double[clauses.Length];
    }

    public override long Cost => SumOfCosts(_clauses);

    public override bool NeedsConfirmation => _unsure || _minimumMatch > 1;

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
        var count = 0;
        for (var i = 0; i < _clauses.Length; i++)
        {
            _matched[i] = _clauses[i].Doc == Doc && _clauses[i].Confirm();
            count += _matched[i] ? 1 : 0;
        }
        return count >= _minimumMatch;
    }

    public override float Score()
    {
        var sum = 0.0;
        for (var i = 0; i < _clauses.Length; i++)
        {
            if (NeedsConfirmation ? _matched[i] : _clauses[i].Doc == Doc)
                sum += _clauses[i].Score();
        }
        return (float)sum;
    }

    public override int AdvanceShallow(int target)
    {
        var upTo = End - 1;
        foreach (var clause in _clauses)
            upTo = Math.Min(upTo, clause.AdvanceShallow(target));
        return Math.Max(upTo, target + ScoreWindow.Size - 1);
    }

    public override float MaxScore(int upTo)
    {
        var sum = 0.0;
        foreach (var clause in _clauses)
            sum += clause.MaxScore(upTo);
        return RoundedUp(sum);
    }

    public override void SetMinimum(float score) => _minimum = score;

    public override int Fill(DocBatch batch, int from, int upTo)
    {
        var window = _context.TakeWindow();
        var count = _minimumMatch > 1 ? FillCounted(window, batch, from, upTo)
            : _minimum > 0 ? FillCompetitive(window, batch, from, upTo)
            : FillAll(window, batch, from, upTo);
        _context.GiveBack(window);
        return count;
    }

    public override void Probe(ReadOnlySpan<int> docs, Span<float> scores)
    {
        var window = _context.TakeWindow();
        for (var at = 0; at < docs.Length; at += ScoreWindow.Size)
        {
            var count = Math.Min(ScoreWindow.Size, docs.Length - at);
            window.Probe(_clauses, docs.Slice(at, count), scores.Slice(at, count), _minimumMatch);
        }
        _context.GiveBack(window);
    }

    /// <summary>A float not below the sum, whatever order it was taken in.</summary>
    private static float RoundedUp(double sum) => (float)(sum * (1 + 1e-12));

    private int FillAll(ScoreWindow window, DocBatch batch, int from, int upTo)
    {
        while (true)
        {
            var start = Doc = FirstFrom(_clauses, from, out var first, out var second);
            if (start >= upTo)
                return 0;
            if (second > start)
            {
                var alone = _clauses[first].Fill(batch, start, Math.Min(upTo, second));
                if (alone > 0)
                    return alone;
                from = Math.Min(upTo, second);
                continue;
            }
            var end = WindowEnd(start, upTo);
            foreach (var clause in _clauses)
            {
                if (clause.Doc < end)
                    window.Add(clause, start, start, end);
            }
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
            var start = Doc = FirstFrom(_clauses, from, out _, out _);
            if (start >= upTo)
                return 0;
            var end = WindowEnd(start, upTo);
            foreach (var clause in _clauses)
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

    private static int WindowEnd(int start, int upTo) => (int)Math.Min(upTo, (long)start + ScoreWindow.Size);
}
