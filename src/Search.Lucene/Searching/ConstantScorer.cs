namespace Search.Lucene.Searching;

/// <summary>The documents of a scorer, each with the same score.</summary>
internal sealed class ConstantScorer(Scorer inner, float score) : Scorer
{
    private float _minimum;

    public override long Cost => inner.Cost;

    public override bool NeedsConfirmation => inner.NeedsConfirmation;

    public override bool SeeksFar => inner.SeeksFar;

    public override int NextDoc() => Doc = inner.NextDoc();

    public override int Advance(int target) => Doc = inner.Advance(target);

    public override bool Confirm() => inner.Confirm();

    public override float Score() => score;

    public override float MaxScore(int upTo) => score;

    public override void SetMinimum(float score) => _minimum = score;

    public override int Fill(DocBatch batch, int from, int upTo)
    {
        if (score < _minimum)
            return 0;
        var count = inner.Fill(batch, from, upTo);
        batch.Scores.AsSpan(0, count).Fill(score);
        Doc = inner.Doc;
        return count;
    }

    public override void Probe(ReadOnlySpan<int> docs, Span<float> scores)
    {
        inner.Probe(docs, scores);
        Doc = inner.Doc;
        for (var i = 0; i < docs.Length; i++)
            scores[i] = scores[i] >= 0 ? score : NoMatch;
    }
}
