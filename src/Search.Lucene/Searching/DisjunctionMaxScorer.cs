namespace Search.Lucene.Searching;

/// <summary>Documents that any clause matches; the score is the best one plus a part of the others, summed in double.</summary>
internal sealed class DisjunctionMaxScorer : Scorer
{
    private readonly Scorer[] _clauses;
    private readonly bool[] _matched;
    private readonly float _tieBreaker;
    private readonly bool _unsure;

    public DisjunctionMaxScorer(Scorer[] clauses, float tieBreaker)
    {
        _clauses = clauses;
        _matched = new bool[clauses.Length];
        _tieBreaker = tieBreaker;
        _unsure = Array.Exists(clauses, clause => clause.NeedsConfirmation);
    }

    public override long Cost => _clauses.Sum(clause => clause.Cost);

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
        return Math.Max(upTo, target + DocBatch.Capacity - 1);
    }

    public override float MaxScore(int upTo)
    {
        var best = 0f;
        var others = 0.0;
        foreach (var clause in _clauses)
            Include(clause.MaxScore(upTo), ref best, ref others);
        return (float)((best + others * _tieBreaker) * (1 + 1e-12));
    }

    private static void Include(float score, ref float best, ref double others)
    {
        others += Math.Min(best, score);
        best = Math.Max(best, score);
    }
}
