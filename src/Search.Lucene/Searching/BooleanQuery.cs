namespace Search.Lucene.Searching;

/// <summary>
/// A combination of clauses. A document matches when every must and filter clause does, no must-not clause does, at least
/// <see cref="MinimumShouldMatch"/> should clauses do, and at least one clause that is not must-not does. Its score is the sum of
/// the matching must and should clauses. The order of clauses does not matter for equality. Any number of clauses.
/// </summary>
public sealed partial class BooleanQuery : Query
{
    private readonly BooleanClause[] _clauses;
    // Made when a searcher or a comparison first asks: a saved query is never asked.
    private Dictionary<Query, int>? _shouldCounts;
    private Dictionary<Query, int>? _mustCounts;
    private HashSet<Query>? _filterSet;
    private HashSet<Query>? _prohibitedSet;

    private BooleanQuery(BooleanClause[] clauses, int minimumShouldMatch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minimumShouldMatch);
        _clauses = clauses;
        MinimumShouldMatch = minimumShouldMatch;
    }

    private Dictionary<Query, int> ShouldCounts => _shouldCounts ??= Counted(Occur.Should);

    private Dictionary<Query, int> MustCounts => _mustCounts ??= Counted(Occur.Must);

    private HashSet<Query> FilterSet => _filterSet ??= Distinct(Occur.Filter);

    private HashSet<Query> ProhibitedSet => _prohibitedSet ??= Distinct(Occur.MustNot);

    public IReadOnlyList<BooleanClause> Clauses => _clauses;

    public int MinimumShouldMatch { get; }

    public static BooleanQuery Of(IEnumerable<BooleanClause> clauses, int minimumShouldMatch = 0) => new([.. clauses], minimumShouldMatch);

    /// <summary>Every query must match.</summary>
    public static BooleanQuery All(params IEnumerable<Query> queries) => Of(queries.Select(query => new BooleanClause(query, Occur.Must)));

    /// <summary>Any query may match.</summary>
    public static BooleanQuery Any(params IEnumerable<Query> queries) => Of(queries.Select(query => new BooleanClause(query, Occur.Should)));

    public override void Visit(QueryVisitor visitor)
    {
        foreach (var occur in Enum.GetValues<Occur>())
        {
            if (!Array.Exists(_clauses, clause => clause.Occur == occur) || visitor.ForClauses(occur, this) is not { } inner)
                continue;
            foreach (var clause in _clauses)
            {
                if (clause.Occur == occur)
                    clause.Query.Visit(inner);
            }
        }
    }

    public override string ToString()
    {
        var text = string.Join(' ', _clauses);
        return MinimumShouldMatch > 0 ? $"({text})~{MinimumShouldMatch}" : text;
    }

    internal override Query Expand(SearchContext context, bool needsScores)
    {
        var changed = false;
        var expanded = Array.ConvertAll(_clauses, clause =>
        {
            var query = clause.Query.Expand(context, needsScores && clause.IsScoring);
            changed |= !ReferenceEquals(query, clause.Query);
            return clause with { Query = query };
        });
        return changed ? new BooleanQuery(expanded, MinimumShouldMatch) : this;
    }

    internal override Weight CreateWeight(SearchContext context, bool needsScores, float boost) =>
        new BooleanWeight(context, this, needsScores, boost);

    private protected override bool SameAs(Query other) =>
        other is BooleanQuery that && that.MinimumShouldMatch == MinimumShouldMatch
        && SameCounts(that.ShouldCounts, ShouldCounts) && SameCounts(that.MustCounts, MustCounts)
        && that.FilterSet.SetEquals(FilterSet) && that.ProhibitedSet.SetEquals(ProhibitedSet);

    private protected override int ComputeHash()
    {
        var (shoulds, musts, filters, prohibited) = (0, 0, 0, 0);
        foreach (var (query, count) in ShouldCounts)
            shoulds += query.GetHashCode() * count;
        foreach (var (query, count) in MustCounts)
            musts += query.GetHashCode() * count;
        foreach (var query in FilterSet)
            filters += query.GetHashCode();
        foreach (var query in ProhibitedSet)
            prohibited += query.GetHashCode();
        return HashCode.Combine(nameof(BooleanQuery), MinimumShouldMatch, shoulds, musts, filters, prohibited);
    }

    private static bool SameCounts(Dictionary<Query, int> left, Dictionary<Query, int> right) =>
        left.Count == right.Count && left.All(pair => right.TryGetValue(pair.Key, out var count) && count == pair.Value);

    private HashSet<Query> Distinct(Occur occur) => [.. _clauses.Where(clause => clause.Occur == occur).Select(clause => clause.Query)];

    private Dictionary<Query, int> Counted(Occur occur)
    {
        var counts = new Dictionary<Query, int>();
        foreach (var clause in _clauses)
        {
            if (clause.Occur == occur)
                counts[clause.Query] = counts.GetValueOrDefault(clause.Query) + 1;
        }
        return counts;
    }

    /// <summary>Collects clauses. Reusable; not thread-safe.</summary>
    public sealed class Builder
    {
        private readonly List<BooleanClause> _clauses = [];

        /// <summary>Should clauses that have to match; 0, the default, means one when there is no must and no filter clause.</summary>
        public int MinimumShouldMatch { get; set; }

        public int Count => _clauses.Count;

        public Builder Add(Query query, Occur occur) => Add(new BooleanClause(query, occur));

        public Builder Add(BooleanClause clause)
        {
            _clauses.Add(clause);
            return this;
        }

        public BooleanQuery Build() => new([.. _clauses], MinimumShouldMatch);
    }
}
