namespace Search.Lucene.Searching;

/// <summary>The documents of one scorer without those of another.</summary>
internal sealed class ExclusionScorer(Scorer included, Scorer excluded, SearchContext context) : Scorer
{
    private readonly float[] _probed = context.Window().Probed;

    public override long Cost => included.Cost;

    public override bool SeeksFar => included.SeeksFar;

    public override bool NeedsConfirmation => true;

    public override int NextDoc() => Doc = included.NextDoc();

    public override int Advance(int target) => Doc = included.Advance(target);

    public override bool Confirm()
    {
        if (excluded.Doc < Doc)
            excluded.Advance(Doc);
        return (excluded.Doc != Doc || !excluded.Confirm()) && included.Confirm();
    }

    public override float Score() => included.Score();

    public override int AdvanceShallow(int target) => included.AdvanceShallow(target);

    public override float MaxScore(int upTo) => included.MaxScore(upTo);

    public override void SetMinimum(float score) => included.SetMinimum(score);

    public override int Fill(DocBatch batch, int from, int upTo)
    {
        int filled;
        while ((filled = included.Fill(batch, from, upTo)) > 0)
        {
            from = batch.Docs[filled - 1] + 1;
            excluded.Probe(batch.Docs.AsSpan(0, filled), _probed.AsSpan(0, filled));
            var count = KeepUnmatched(batch.Docs.AsSpan(0, filled), batch.Scores, _probed);
            if (count > 0)
            {
                Doc = included.Doc;
                return count;
            }
        }
        Doc = included.Doc;
        return 0;
    }

    private static int KeepUnmatched(Span<int> docs, Span<float> scores, ReadOnlySpan<float> probed)
    {
        var kept = 0;
        for (var i = 0; i < docs.Length; i++)
        {
            docs[kept] = docs[i];
            scores[kept] = scores[i];
            kept += probed[i] < 0 ? 1 : 0;
        }
        return kept;
    }
}
