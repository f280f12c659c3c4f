namespace Search.Lucene.Searching;

/// <summary>MaxScore for sums.</summary>
internal sealed partial class DisjunctionScorer
{
    /// <summary>Without those of which the score alone says that they can't reach the minimum.</summary>
    protected override int TakeCandidates(ScoreWindow window, DocBatch batch, int count)
    {
        var kept = batch.KeepAtLeast(LeastBeside(BoundUpTo[Order.Length - 2]), count);
        for (var i = 0; i < kept; i++)
            window.CandidateSums[i] = batch.Scores[i];
        return kept;
    }

    protected override int AddOptional(ScoreWindow window, DocBatch batch, int count, int optional)
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
