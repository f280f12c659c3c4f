using System.Globalization;
using Search.Lucene.Numerics;

namespace Search.Lucene.Searching;

/// <summary>Documents whose value of a long point field lies within Minimum..Maximum, both inclusive, by the point index; each with the score 1 (times boosts).</summary>
/// <remarks>A document without a value never matches; an empty range matches nothing.</remarks>
public sealed class LongRangeQuery(string field, long minimum, long maximum) : Query
{
    public string Field { get; } = field;

    public long Minimum { get; } = minimum;

    public long Maximum { get; } = maximum;

    public override void Visit(QueryVisitor visitor) => visitor.VisitOther(this);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Field}:[{Minimum} TO {Maximum}]");

    internal override Query Rewrite() => Minimum > Maximum ? new MatchNoneQuery() : this;

    internal override Weight CreateWeight(SearchContext context, bool needsScores, float boost) =>
        new ConstantWeight(Scorer, needsScores, boost);

    private BitSetScorer? Scorer(Leaf leaf)
    {
        if (leaf.Reader.PointValues(Field) is not { } points)
            return null;
        var set = new FixedBitSet(leaf.MaxDoc);
        points.Intersect(Minimum, Maximum, set);
        return new BitSetScorer(set, points.EstimateCount(Minimum, Maximum));
    }

    private protected override bool SameAs(Query other) =>
        other is LongRangeQuery that && that.Field == Field && that.Minimum == Minimum && that.Maximum == Maximum;

    private protected override int ComputeHash() => HashCode.Combine(nameof(LongRangeQuery), Field, Minimum, Maximum);
}
