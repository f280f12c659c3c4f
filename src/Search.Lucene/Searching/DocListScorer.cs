using Search.Lucene.Numerics;

namespace Search.Lucene.Searching;

/// <summary>The documents of a short list, ascending, scored 0: what <see cref="BitSetScorer"/> is for many.</summary>
internal sealed class DocListScorer(int[] docs) : Scorer
{
    private int _next;

    public override long Cost => docs.Length;

    public override int NextDoc() => Doc = _next < docs.Length ? docs[_next++] : End;

    public override int Advance(int target)
    {
        _next += SortedSpan.LowerBound(docs.AsSpan(_next), target);
        return NextDoc();
    }

    public override float Score() => 0f;

    public override float MaxScore(int upTo) => 0f;
}
