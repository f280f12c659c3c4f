namespace Search.Lucene.Searching;

/// <summary>MaxScore for the best of the clauses: a word's best score in one field may be below its worst in another.</summary>
internal sealed partial class DisjunctionMaxScorer
{
    protected override int TakeCandidates(BestWindow window, DocBatch batch, int count)
    {
        window.CandidateOthers.AsSpan(0, count).Clear();
        return count;
    }

    protected override int AddOptional(BestWindow window, DocBatch batch, int count, int optional)
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
