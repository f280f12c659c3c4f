namespace Search.Lucene.Searching;

/// <summary>Every document of a segment, scored 0.</summary>
internal sealed class AllDocsScorer(int maxDoc) : Scorer
{
    public override long Cost => maxDoc;

    public override int NextDoc() => Advance(Doc + 1);

    public override int Advance(int target) => Doc = target < maxDoc ? target : End;

    public override float Score() => 0f;

    public override float MaxScore(int upTo) => 0f;

    public override int Fill(DocBatch batch, int from, int upTo)
    {
        var start = Math.Max(from, Doc);
        var count = Math.Min(Math.Min(upTo, maxDoc) - start, DocBatch.Capacity);
        if (count <= 0)
            return 0;
        for (var i = 0; i < count; i++)
            batch.Docs[i] = start + i;
        batch.Scores.AsSpan(0, count).Clear();
        Advance(start + count);
        return count;
    }

    public override void Probe(ReadOnlySpan<int> docs, Span<float> scores) => scores.Clear();
}
