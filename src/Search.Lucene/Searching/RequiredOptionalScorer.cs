namespace Search.Lucene.Searching;

/// <summary>The documents of a required scorer; where the optional one matches too, its score is added, in float as Lucene does.</summary>
internal sealed class RequiredOptionalScorer(Scorer required, Scorer optional, SearchContext context) : Scorer
{
    private readonly float[] _probed = context.Window().Probed;
    private float _minimum;

    public override long Cost => required.Cost;

    public override bool SeeksFar => required.SeeksFar;

    public override bool NeedsConfirmation => required.NeedsConfirmation;

    public override int NextDoc() => Doc = required.NextDoc();

    public override int Advance(int target) => Doc = required.Advance(target);

    public override bool Confirm() => required.Confirm();

    public override float Score()
    {
        var score = required.Score();
        if (optional.Doc < Doc)
            optional.Advance(Doc);
        return optional.Doc == Doc && optional.Confirm() ? score + optional.Score() : score;
    }

    public override int AdvanceShallow(int target)
    {
        optional.AdvanceShallow(target);
        return required.AdvanceShallow(target);
    }

    public override float MaxScore(int upTo) => required.MaxScore(upTo) + optional.MaxScore(upTo);

    public override void SetMinimum(float score) => _minimum = score;

    public override int Fill(DocBatch batch, int from, int upTo)
    {
        int count;
        do
        {
            count = required.Fill(batch, from, upTo);
            Doc = required.Doc;
            if (count == 0)
                return 0;
            from = batch.Docs[count - 1] + 1;
            if (_minimum > 0)
                count = KeepCompetitive(batch.Docs.AsSpan(0, count), batch.Scores, MostOfOptional(batch.Docs[0], from - 1), _minimum);
        }
        while (count == 0);
        optional.Probe(batch.Docs.AsSpan(0, count), _probed.AsSpan(0, count));
        for (var i = 0; i < count; i++)
            batch.Scores[i] = _probed[i] >= 0 ? batch.Scores[i] + _probed[i] : batch.Scores[i];
        return count;
    }

    private float MostOfOptional(int first, int last)
    {
        optional.AdvanceShallow(first);
        return optional.MaxScore(last);
    }

    private static int KeepCompetitive(Span<int> docs, Span<float> scores, float boundOfOptional, float minimum)
    {
        var kept = 0;
        for (var i = 0; i < docs.Length; i++)
        {
            docs[kept] = docs[i];
            scores[kept] = scores[i];
            kept += scores[i] + boundOfOptional >= minimum ? 1 : 0;
        }
        return kept;
    }
}
