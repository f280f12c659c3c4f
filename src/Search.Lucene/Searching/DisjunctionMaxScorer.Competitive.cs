namespace Search.Lucene.Searching;

/// <summary>MaxScore for the best of the clauses: a word's best score in one field may be below its worst in another.</summary>
internal sealed partial class DisjunctionMaxScorer
{
    private int FillCompetitive(BestWindow window, DocBatch batch, int from, int upTo)
    {
        var optional = OrderByBound(from, upTo - 1);
        if (optional == 0)
            return FillAll(window, batch, from, upTo);
        while (optional < Clauses.Length)
        {
            var start = FirstEssential(optional, from);
            if (start >= upTo)
                return 0;
            var end = WindowEnd(start, upTo);
            for (var i = optional; i < Order.Length; i++)
            {
                if (Clauses[Order[i]].Doc < end)
                    window.Add(Clauses[Order[i]], start, start, end);
            }
            var count = AddOptional(window, batch, window.DrainCandidates(batch, start), optional);
            if (count > 0)
                return count;
            from = end;
        }
        return 0;
    }

    /// <summary>Adds the optional clauses to the candidates, the strongest first, dropping what can't reach the minimum any more.</summary>
    private int AddOptional(BestWindow window, DocBatch batch, int count, int optional)
    {
        for (var i = optional - 1; i >= 0; i--)
        {
            count = KeepCompetitive(window, batch, count, Bounds[Order[i]], BoundUpTo[i]);
            if (count == 0)
                return 0;
            window.AddToCandidates(Clauses[Order[i]], batch, count);
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
            kept += Bound(Math.Max(scores[i], bound), others[i] + sum) >= Minimum ? 1 : 0;
        }
        return kept;
    }
}
