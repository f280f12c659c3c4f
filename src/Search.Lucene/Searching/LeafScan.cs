using Search.Lucene.Numerics;

namespace Search.Lucene.Searching;

/// <summary>
/// Shows a collector the matches of one segment, stretch by stretch: once the collector has a minimum score, stretches whose bound
/// stays below it are passed over, and the scorer may leave out what can't reach it.
/// </summary>
internal sealed class LeafScan(Leaf leaf, Scorer scorer, Collector collector, SearchBudget budget)
{
    // Documents between two looks at the clock: ever more of them, unless they take long.
    private const int FirstStride = 1 << 10;
    private const int LeastStride = 1 << 4;
    private const int MostStride = 1 << 16;

    private readonly FixedBitSet? _live = leaf.Reader.LiveDocs;

    /// <summary>With <paramref name="oneByOne"/> every document is scored by itself: the naive twin.</summary>
    public void Run(DocBatch batch, bool oneByOne)
    {
        if (oneByOne)
            ScanOneByOne(batch);
        else
            Scan(batch);
    }

    private void Scan(DocBatch batch)
    {
        var stride = FirstStride;
        for (var start = 0; start < leaf.MaxDoc && !collector.HasEnough && !(budget.IsLimited && budget.IsSpent());)
        {
            var end = budget.IsLimited ? (int)Math.Min(leaf.MaxDoc, (long)start + stride) : leaf.MaxDoc;
            if (collector.MinimumScore == 0 || IsCompetitive(start, ref end))
                ScanStretch(batch, start, end);
            start = end;
            stride = budget.IsSlow ? Math.Max(LeastStride, stride / 4) : Math.Min(MostStride, 2 * stride);
        }
    }

    /// <summary>Whether a document from <paramref name="start"/> on may reach the minimum; shortens the stretch to what the answer holds for.</summary>
    private bool IsCompetitive(int start, ref int end)
    {
        scorer.SetMinimum(collector.MinimumScore);
        var last = scorer.AdvanceShallow(start);
        if (last < end - 1)
            end = last + 1;
        return scorer.MaxScore(end - 1) >= collector.MinimumScore;
    }

    private void ScanStretch(DocBatch batch, int start, int end)
    {
        var bounded = collector.MinimumScore > 0;
        for (int count; (count = scorer.Fill(batch, start, end)) > 0;)
        {
            start = batch.Docs[count - 1] + 1;
            Collect(batch, count);
            if (collector.HasEnough)
                return;
            if (collector.MinimumScore == 0)
                continue;
            if (bounded)
            {
                scorer.SetMinimum(collector.MinimumScore);
                continue;
            }
            // The first minimum: from here on in bounded stretches.
            ScanBounded(batch, start, end);
            return;
        }
    }

    private void ScanBounded(DocBatch batch, int start, int end)
    {
        while (start < end)
        {
            var stretch = end;
            if (IsCompetitive(start, ref stretch))
                ScanStretch(batch, start, stretch);
            start = stretch;
        }
    }

    private void ScanOneByOne(DocBatch batch)
    {
        while (scorer.NextDoc() < leaf.MaxDoc)
        {
            if (!scorer.Confirm())
                continue;
            batch.Docs[0] = scorer.Doc;
            batch.Scores[0] = collector.NeedsScores ? scorer.Score() : 0f;
            Collect(batch, 1);
        }
    }

    private void Collect(DocBatch batch, int count)
    {
        if (_live is not null)
            count = KeepLive(batch.Docs.AsSpan(0, count), batch.Scores, _live.Words);
        if (count > 0)
            collector.Collect(batch.Docs.AsSpan(0, count), batch.Scores.AsSpan(0, count));
    }

    private static int KeepLive(Span<int> docs, Span<float> scores, ReadOnlySpan<ulong> live)
    {
        var kept = 0;
        for (var i = 0; i < docs.Length; i++)
        {
            docs[kept] = docs[i];
            scores[kept] = scores[i];
            kept += (int)(live[docs[i] >> 6] >> docs[i] & 1);
        }
        return kept;
    }
}
