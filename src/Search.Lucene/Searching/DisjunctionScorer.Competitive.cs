namespace Search.Lucene.Searching;

/// <summary>MaxScore for sums.</summary>
internal sealed partial class DisjunctionScorer
{
    private int FillCompetitive(ScoreWindow window, DocBatch batch, int from, int upTo)
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

    private int CandidatesOfMany(ScoreWindow window, DocBatch batch, int optional, int start, int end)
    {
        for (var i = optional; i < Order.Length; i++)
        {
            if (Clauses[Order[i]].Doc < end)
                window.Add(Clauses[Order[i]], start, start, end);
        }
        return window.Drain(batch.Docs, window.CandidateSums, start);
    }

    /// <summary>A block of the one clause that is not optional, without those of which the score alone says that they can't reach the minimum.</summary>
    private int CandidatesOfOne(ScoreWindow window, DocBatch batch, int start, int upTo, out int end)
    {
        var filled = Clauses[Order[^1]].Fill(batch, start, upTo);
        end = filled > 0 ? batch.Docs[filled - 1] + 1 : upTo;
        var count = batch.KeepAtLeast(LeastBeside(BoundUpTo[Order.Length - 2]), filled);
        for (var i = 0; i < count; i++)
            window.CandidateSums[i] = batch.Scores[i];
        return count;
    }

    /// <summary>Adds the optional clauses to the candidates, the strongest first, dropping what can't reach the minimum any more.</summary>
    private int AddOptional(ScoreWindow window, DocBatch batch, int count, int optional)
    {
        var sums = window.CandidateSums;
        for (var i = optional - 1; i >= 0; i--)
        {
            count = KeepCompetitive(batch.Docs.AsSpan(0, count), sums, BoundUpTo[i], Minimum);
            if (count == 0)
                return 0;
            var probed = window.Probed.AsSpan(0, count);
            Clauses[Order[i]].Probe(batch.Docs.AsSpan(0, count), probed);
            AddMatching(probed, sums);
        }
        count = KeepCompetitive(batch.Docs.AsSpan(0, count), sums, 0, Minimum);
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
