using Search.Lucene.Codecs.DocValues;

namespace Search.Lucene.Searching;

/// <summary>Documents whose value in a column lies within a range, found by looking at each candidate's; scored 0.</summary>
internal sealed class NumericRangeScorer(NumericDocValues column, long minimum, long maximum, int maxDoc) : Scorer
{
    public override long Cost => maxDoc;

    public override bool NeedsConfirmation => true;

    public override int NextDoc() => Advance(Doc + 1);

    public override int Advance(int target) => Doc = target < maxDoc ? target : End;

    public override bool Confirm() => column.TryGet(Doc, out var value) && value >= minimum && value <= maximum;

    public override float Score() => 0f;

    public override float MaxScore(int upTo) => 0f;
}
