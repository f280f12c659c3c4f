namespace Search.Lucene.Searching;

/// <summary>No document.</summary>
public sealed class MatchNoneQuery : Query
{
    public override void Visit(QueryVisitor visitor) => visitor.VisitOther(this);

    public override string ToString() => "MatchNoDocs";

    internal override Weight CreateWeight(SearchContext context, bool needsScores, float boost) =>
        new ConstantWeight(_ => null, needsScores, boost);

    private protected override bool SameAs(Query other) => true;

    private protected override int ComputeHash() => nameof(MatchNoneQuery).GetHashCode(StringComparison.Ordinal);
}
