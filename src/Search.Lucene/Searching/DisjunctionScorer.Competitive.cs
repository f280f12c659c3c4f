namespace Search.Lucene.Searching;

/// <summary>MaxScore (Turtle and Flood 1995) with bounds by range of documents, as block-max indexes have them.</summary>
internal sealed partial class DisjunctionScorer
{
    /// <summary>Clauses by their bound within the present range, lowest first.</summary>
    private readonly int[] _order;

    private readonly float[] _bounds;

    /// <summary>The sum of the bounds of the clauses up to this place of <see cref="_order"/>, inclusive.</summary>
    private readonly double[] _boundUpTo;

    private int FillCompetitive(ScoreWindow window, DocBatch batch, int from, int upTo)
    {
        var optional = OrderByBound(from, upTo - 1);
        if (optional == 0)
            return FillAll(window, batch, from, upTo);
        while (optional < _clauses.Length)
        {
            var start = FirstEssential(optional, from);
            if (start >= upTo)
                return 0;
            var end = WindowEnd(start, upTo);
            for (var i = optional; i < _order.Length; i++)
            {
                if (_clauses[_order[i]].Doc < end)
                    window.Add(_clauses[_order[i]], start, start, end);
            }
            var count = AddOptional(window, batch, window.Drain(batch.Docs, window.CandidateSums, start), optional);
            if (count > 0)
                return count;
            from = end;
        }
        return 0;
    }

    /// <summary>Sorts the clauses by their bound and returns how many of the lowest can't reach the minimum together.</summary>
    private int OrderByBound(int from, int last)
    {
        for (var i = 0; i < _clauses.Length; i++)
        {
            _clauses[i].AdvanceShallow(from);
            _bounds[i] = _clauses[i].MaxScore(last);
            _order[i] = i;
        }
        Array.Sort(_order, (left, right) => _bounds[left].CompareTo(_bounds[right]));
        var sum = 0.0;
        var optional = 0;
        for (var i = 0; i < _order.Length; i++)
        {
            _boundUpTo[i] = sum += _bounds[_order[i]];
            if (RoundedUp(sum) < _minimum)
                optional = i + 1;
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
        return first;
    }

    /// <summary>Adds the optional clauses to the candidates, the strongest first, dropping what can't reach the minimum any more.</summary>
    private int AddOptional(ScoreWindow window, DocBatch batch, int count, int optional)
    {
        var sums = window.CandidateSums;
        for (var i = optional - 1; i >= 0; i--)
        {
            count = KeepCompetitive(batch.Docs.AsSpan(0, count), sums, _boundUpTo[i], _minimum);
            if (count == 0)
                return 0;
            var probed = window.Probed.AsSpan(0, count);
            _clauses[_order[i]].Probe(batch.Docs.AsSpan(0, count), probed);
            AddMatching(probed, sums);
        }
        count = KeepCompetitive(batch.Docs.AsSpan(0, count), sums, 0, _minimum);
        for (var i = 0; i < count; i++)
            batch.Scores[i] = (float)sums[i];
        return count;
    }

    private static int KeepCompetitive(Span<int> docs, Span<double> sums, double boundOfRest, float minimum)
    {
        var kept = 0;
        for (var i = 0; i < docs.Length; i++)
        {
            docs[kept] = docs[i];
            sums[kept] = sums[i];
            kept += RoundedUp(sums[i] + boundOfRest) >= minimum ? 1 : 0;
        }
        return kept;
    }

    private static void AddMatching(ReadOnlySpan<float> probed, Span<double> sums)
    {
        for (var i = 0; i < probed.Length; i++)
            sums[i] += probed[i] >= 0 ? probed[i] : 0;
    }
}
