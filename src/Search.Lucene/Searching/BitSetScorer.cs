using Search.Lucene.Numerics;

namespace Search.Lucene.Searching;

/// <summary>The documents of a set, scored 0.</summary>
internal sealed class BitSetScorer(FixedBitSet set, long cost) : Scorer
{
    public override long Cost => cost;

    public override int NextDoc() => Advance(Doc + 1);

    public override int Advance(int target)
    {
        var next = target < set.Length ? set.NextSetBit(target) : -1;
        return Doc = next < 0 ? End : next;
    }

    public override float Score() => 0f;

    public override float MaxScore(int upTo) => 0f;

    public override int Fill(DocBatch batch, int from, int upTo)
    {
        from = Math.Max(from, Doc);
        upTo = Math.Min(upTo, set.Length);
        var count = from < upTo ? set.CopyTo(batch.Docs, from, upTo) : 0;
        batch.Scores.AsSpan(0, count).Clear();
        if (count > 0)
            Advance(batch.Docs[count - 1] + 1);
        return count;
    }

    public override void Probe(ReadOnlySpan<int> docs, Span<float> scores)
    {
        for (var i = 0; i < docs.Length; i++)
            scores[i] = set.Get(docs[i]) ? 0f : NoMatch;
    }
}
