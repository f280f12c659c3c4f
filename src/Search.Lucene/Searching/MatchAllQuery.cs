namespace Search.Lucene.Searching;

/// <summary>Every document, each with the score 1 (times boosts).</summary>
public sealed class MatchAllQuery : Query
{
    public override void Visit(QueryVisitor visitor) => visitor.VisitOther(this);

    public override string ToString() => "*:*";

    internal override Weight CreateWeight(SearchContext context, bool needsScores, float boost) =>
        new ConstantWeight(leaf => new AllDocsScorer(leaf.MaxDoc), needsScores, boost);

    private protected override bool SameAs(Query other) => true;

    private protected override int ComputeHash() => nameof(MatchAllQuery).GetHashCode(StringComparison.Ordinal);
}
