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

    public override void Probe(ReadOnlySpan<int> docs, Span<float> scores)
    {
        for (var i = 0; i < docs.Length; i++)
            scores[i] = set.Get(docs[i]) ? 0f : NoMatch;
    }
}
