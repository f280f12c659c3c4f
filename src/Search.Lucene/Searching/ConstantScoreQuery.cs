namespace Search.Lucene.Searching;

/// <summary>The documents of a query, each with the score 1 (times boosts).</summary>
public sealed class ConstantScoreQuery(Query query) : Query
{
    public Query Query { get; } = query;

    public override void Visit(QueryVisitor visitor)
    {
        if (visitor.ForClauses(Occur.Filter, this) is { } inner)
            Query.Visit(inner);
    }

    public override string ToString() => $"ConstantScore({Query})";

    internal override Query Expand(SearchContext context, bool needsScores)
    {
        var inner = Query.Expand(context, needsScores: false);
        return ReferenceEquals(inner, Query) ? this : new ConstantScoreQuery(inner);
    }

    internal override Query Rewrite() => Query.Simplify() switch
    {
        ConstantScoreQuery constant => constant,
        BoostQuery boosted => new ConstantScoreQuery(boosted.Query),
        var inner => ReferenceEquals(inner, Query) ? this : new ConstantScoreQuery(inner),
    };

    internal override Weight CreateWeight(SearchContext context, bool needsScores, float boost)
    {
        var inner = context.FilterWeight(Query);
        return new ConstantWeight(inner.Scorer, needsScores, boost);
    }

    private protected override bool SameAs(Query other) => other is ConstantScoreQuery that && that.Query.Equals(Query);

    private protected override int ComputeHash() => HashCode.Combine(nameof(ConstantScoreQuery), Query);
}
