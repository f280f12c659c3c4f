namespace Search.Lucene.Searching;

/// <summary>
/// Documents that match any of the parts, with the score of the best part plus <see cref="TieBreaker"/> times the scores of the
/// others: one word looked up in several fields counts by its best field.
/// </summary>
public sealed class DisjunctionMaxQuery : Query
{
    private readonly Query[] _disjuncts;

    /// <summary>Throws <see cref="ArgumentOutOfRangeException"/> when <paramref name="tieBreaker"/> is not within 0..1.</summary>
    public DisjunctionMaxQuery(IEnumerable<Query> disjuncts, float tieBreaker = 0f)
    {
        if (!(tieBreaker >= 0 && tieBreaker <= 1))
            throw new ArgumentOutOfRangeException(nameof(tieBreaker), tieBreaker, "a tie breaker lies within 0..1");
        _disjuncts = [.. disjuncts];
        TieBreaker = tieBreaker;
    }

    public IReadOnlyList<Query> Disjuncts => _disjuncts;

    public float TieBreaker { get; }

    public override void Visit(QueryVisitor visitor)
    {
        if (visitor.ForClauses(Occur.Should, this) is not { } inner)
            return;
        foreach (var disjunct in _disjuncts)
            disjunct.Visit(inner);
    }

    public override string ToString()
    {
        var parts = _disjuncts.Select(part => part is BooleanQuery ? $"({part})" : part.ToString());
        return $"({string.Join(" | ", parts)})" + (TieBreaker == 0 ? "" : "~" + Number(TieBreaker));
    }

    internal override Query Expand(SearchContext context, bool needsScores)
    {
        var expanded = Array.ConvertAll(_disjuncts, part => part.Expand(context, needsScores));
        return AreSame(expanded, _disjuncts) ? this : new DisjunctionMaxQuery(expanded, TieBreaker);
    }

    internal override Query Rewrite()
    {
        if (_disjuncts.Length == 0)
            return new MatchNoneQuery();
        if (_disjuncts.Length == 1)
            return _disjuncts[0];
        if (TieBreaker == 1f)
            return BooleanQuery.Of(_disjuncts.Select(part => new BooleanClause(part, Occur.Should)));
        var simplified = Array.ConvertAll(_disjuncts, part => part.Simplify());
        return simplified.AsSpan().SequenceEqual(_disjuncts) ? this : new DisjunctionMaxQuery(simplified, TieBreaker);
    }

    internal override Weight CreateWeight(SearchContext context, bool needsScores, float boost) =>
        new DisjunctionMaxWeight(context, this, needsScores, boost);

    private static bool AreSame(Query[] left, Query[] right)
    {
        for (var i = 0; i < left.Length; i++)
        {
            if (!ReferenceEquals(left[i], right[i]))
                return false;
        }
        return true;
    }

    private protected override bool SameAs(Query other) =>
        other is DisjunctionMaxQuery that && that.TieBreaker == TieBreaker && that._disjuncts.AsSpan().SequenceEqual(_disjuncts);

    private protected override int ComputeHash()
    {
        var hash = new HashCode();
        hash.Add(nameof(DisjunctionMaxQuery));
        hash.Add(TieBreaker);
        foreach (var disjunct in _disjuncts)
            hash.Add(disjunct);
        return hash.ToHashCode();
    }
}
