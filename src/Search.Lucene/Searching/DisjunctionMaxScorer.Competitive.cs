namespace Search.Lucene.Searching;

/// <summary>MaxScore (Turtle and Flood 1995) for the best of the clauses: a word's best score in one field may be below its worst in another.</summary>
internal sealed partial class DisjunctionMaxScorer
{
    /// <summary>Clauses by their bound within the present range, lowest first.</summary>
    private readonly int[] _order;

    private readonly float[] _bounds;

    /// <summary>The sum of the bounds of the clauses up to this place of <see cref="_order"/>, inclusive.</summary>
    private readonly double[] _boundUpTo;

    private float _minimum;

    private int FillCompetitive(BestWindow window, DocBatch batch, int from, int upTo)
    {
        var optional = OrderByBound(from, upTo - 1);
        if (optional == 0)
            return FillAll(window, batch, from, upTo);
        while (optional < _clauses.Length)
        {
            var start = FirstEssential(optional, from);
            if (start >= upTo)
                return 0;
            var end = (int)Math.Min(upTo, (long)start + BestWindow.Size);
            for (var i = optional; i < _order.Length; i++)
            {
                if (_clauses[_order[i]].Doc < end)
                    window.Add(_clauses[_order[i]], start, start, end);
            }
            var count = AddOptional(window, batch, window.DrainCandidates(batch, start), optional);
            if (count > 0)
                return count;
            from = end;
        }
        return 0;
    }

    /// <summary>Sorts the clauses by their bound and returns how many of the lowest can't reach the minimum together.</summary>
    /// <remarks>
    /// From one call to the next a clause may come to lead that was only asked before. Documents that it shows again had been dropped, below a minimum that does
    /// not fall, and are dropped again.
    /// </remarks>
    private int OrderByBound(int from, int last)
    {
        for (var i = 0; i < _clauses.Length; i++)
        {
            _clauses[i].AdvanceShallow(from);
            var bound = _clauses[i].MaxScore(last);
            var at = i;
            for (; at > 0 && _bounds[_order[at - 1]] > bound; at--)
                _order[at] = _order[at - 1];
            (_order[at], _bounds[i]) = (i, bound);
        }
        var sum = 0.0;
        var optional = 0;
        for (var i = 0; i < _order.Length; i++)
        {
            if (BoundWith(_bounds[_order[i]], sum) < _minimum)
                optional = i + 1;
            _boundUpTo[i] = sum += _bounds[_order[i]];
        }
        return optional;
    }

    private int FirstEssential(int optional, int from)
    {
        var first = End;
        for (var i = optional; i < _order.Length; i++)
        {
            var clause = _clauses[_order[i]];
            first = Math.Min(first, clause.Doc < from ? clause.Advance(from) : clause.Doc);
        }
        return Doc = first;
    }

    /// <summary>Adds the optional clauses to the candidates, the strongest first, dropping what can't reach the minimum any more.</summary>
    private int AddOptional(BestWindow window, DocBatch batch, int count, int optional)
    {
        for (var i = optional - 1; i >= 0; i--)
        {
            count = KeepCompetitive(window, batch, count, _bounds[_order[i]], _boundUpTo[i]);
            if (count == 0)
                return 0;
            window.AddToCandidates(_clauses[_order[i]], batch, count);
        }
        count = KeepCompetitive(window, batch, count, 0f, 0);
        BestWindow.Sum(batch.Scores.AsSpan(0, count), window.CandidateOthers, _tieBreaker);
        return count;
    }

    /// <summary>Keeps the candidates that can reach the minimum with clauses to come, of which none is above <paramref name="bound"/> and all together give <paramref name="sum"/> at most.</summary>
    private int KeepCompetitive(BestWindow window, DocBatch batch, int count, float bound, double sum)
    {
        var (docs, scores, others, kept) = (batch.Docs, batch.Scores, window.CandidateOthers, 0);
        for (var i = 0; i < count; i++)
        {
            (docs[kept], scores[kept], others[kept]) = (docs[i], scores[i], others[i]);
            kept += BoundWith(Math.Max(scores[i], bound), others[i] + sum) >= _minimum ? 1 : 0;
        }
        return kept;
    }

    private float BoundWith(float best, double others) => RoundedUp(best + others * _tieBreaker);
}
