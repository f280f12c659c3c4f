namespace Search.Lucene.Searching;

/// <summary>A query with its scores multiplied by a finite boost of 0 or more. Boosts within boosts multiply, up to 1e30.</summary>
public sealed class BoostQuery : Query
{
    /// <summary>What boosts come to at most, so that no score is infinite and none is no number.</summary>
    private const float MostTogether = 1e30f;

    public BoostQuery(Query query, float boost)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (!float.IsFinite(boost) || boost < 0 || float.IsNegative(boost))
            throw new ArgumentOutOfRangeException(nameof(boost), boost, "a boost is finite and not negative");
        Query = query;
        Boost = boost;
    }

    public Query Query { get; }

    public float Boost { get; }

    public override void Visit(QueryVisitor visitor)
    {
        if (visitor.ForClauses(Occur.Must, this) is { } inner)
            Query.Visit(inner);
    }

    public override string ToString() => $"({Query})^{Number(Boost)}";

    /// <summary>A product or sum of boosts as it counts.</summary>
    internal static float Capped(float boost) => Math.Min(boost, MostTogether);

    internal override Query Expand(SearchContext context, bool needsScores)
    {
        var inner = Query.Expand(context, needsScores);
        return ReferenceEquals(inner, Query) ? this : new BoostQuery(inner, Boost);
    }

    internal override Query Rewrite()
    {
        var inner = Query.Simplify();
        if (Boost == 1f)
            return inner;
        if (inner is BoostQuery boosted)
            return new BoostQuery(boosted.Query, Capped(Boost * boosted.Boost));
        if (Boost == 0f && inner is not ConstantScoreQuery)
            return new BoostQuery(new ConstantScoreQuery(inner), 0f);
        return ReferenceEquals(inner, Query) ? this : new BoostQuery(inner, Boost);
    }

    internal override Weight CreateWeight(SearchContext context, bool needsScores, float boost) =>
        Query.CreateWeight(context, needsScores, Capped(Boost * boost));

    private protected override bool SameAs(Query other) =>
        other is BoostQuery that && BitConverter.SingleToInt32Bits(that.Boost) == BitConverter.SingleToInt32Bits(Boost) && that.Query.Equals(Query);

    private protected override int ComputeHash() => HashCode.Combine(nameof(BoostQuery), Query, Boost);
}
