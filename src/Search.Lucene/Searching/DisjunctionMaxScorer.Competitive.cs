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
            var count = optional == Order.Length - 1
                ? CandidatesOfOne(window, batch, start, upTo, out from)
                : CandidatesOfMany(window, batch, optional, start, from = WindowEnd(start, upTo));
            count = AddOptional(window, batch, count, optional);
            if (count > 0)
                return count;
        }
        return 0;
    }

    private int CandidatesOfMany(BestWindow window, DocBatch batch, int optional, int start, int end)
    {
        for (var i = optional; i < Order.Length; i++)
        {
            if (Clauses[Order[i]].Doc < end)
                window.Add(Clauses[Order[i]], start, start, end);
        }
        return window.DrainCandidates(batch, start);
    }

    /// <summary>A block of the one clause that is not optional.</summary>
    private int CandidatesOfOne(BestWindow window, DocBatch batch, int start, int upTo, out int end)
    {
        var count = Clauses[Order[^1]].Fill(batch, start, upTo);
        end = count > 0 ? batch.Docs[count - 1] + 1 : upTo;
        window.CandidateOthers.AsSpan(0, count).Clear();
        return count;
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
