namespace Search.Lucene.Searching;

/// <summary>
/// The rewriting that Lucene 8.8 does before it scores. It decides scores (equal scoring clauses become one with the sum of their
/// boosts, nested pure disjunctions are summed in one go), so each rule is here, in Lucene's order.
/// </summary>
public sealed partial class BooleanQuery
{
    internal override Query Rewrite() =>
        Unwrapped()
        ?? WithSimplifiedClauses()
        ?? WithoutRepeatedFilters()
        ?? NoneWhenContradictory()
        ?? WithoutNeedlessFilters()
        ?? WithFilteredShouldsRequired()
        ?? WithSummedBoosts(Occur.Should, ShouldCounts)
        ?? WithSummedBoosts(Occur.Must, MustCounts)
        ?? WithConstantScoreForMatchAll()
        ?? WithFlatDisjunctions()
        ?? this;

    private int ShouldCount => _clauses.Count(clause => clause.Occur == Occur.Should);

    private bool IsPureDisjunction => ShouldCount == _clauses.Length && MinimumShouldMatch <= 1;

    private Query? Unwrapped()
    {
        if (_clauses.Length == 0)
            return new MatchNoneQuery();
        if (_clauses.Length > 1)
            return null;
        var (query, occur) = _clauses[0];
        if (occur == Occur.Should)
            return MinimumShouldMatch <= 1 ? query : null;
        if (MinimumShouldMatch > 0)
            return null;
        return occur switch
        {
            Occur.Must => query,
            Occur.Filter => new BoostQuery(new ConstantScoreQuery(query), 0f),
            _ => new MatchNoneQuery(),
        };
    }

    private Query? WithSimplifiedClauses()
    {
        var changed = false;
        var simplified = Array.ConvertAll(_clauses, clause =>
        {
            var query = clause.Query.Simplify();
            changed |= !ReferenceEquals(query, clause.Query);
            return clause with { Query = query };
        });
        return changed ? new BooleanQuery(simplified, MinimumShouldMatch) : null;
    }

    private Query? WithoutRepeatedFilters()
    {
        if (_clauses.Count(clause => !clause.IsScoring) == FilterSet.Count + ProhibitedSet.Count)
            return null;
        var scoring = _clauses.Where(clause => clause.IsScoring);
        return Of([.. scoring, .. Clausal(FilterSet, Occur.Filter), .. Clausal(ProhibitedSet, Occur.MustNot)], MinimumShouldMatch);
    }

    private Query? NoneWhenContradictory() =>
        ProhibitedSet.Any(query => query is MatchAllQuery || MustCounts.ContainsKey(query) || FilterSet.Contains(query)) ? new MatchNoneQuery() : null;

    /// <summary>A filter that a must clause repeats, and match-all beside another required clause, filter nothing.</summary>
    private Query? WithoutNeedlessFilters()
    {
        var needed = FilterSet.Where(query => !MustCounts.ContainsKey(query)
            && (query is not MatchAllQuery || (FilterSet.Count == 1 && MustCounts.Count == 0))).ToArray();
        return needed.Length == FilterSet.Count
            ? null
            : Of([.. _clauses.Where(clause => clause.Occur != Occur.Filter), .. Clausal(needed, Occur.Filter)], MinimumShouldMatch);
    }

    /// <summary>A should clause that is a filter too has to match anyway.</summary>
    private Query? WithFilteredShouldsRequired()
    {
        if (!FilterSet.Overlaps(ShouldCounts.Keys))
            return null;
        var clauses = new List<BooleanClause>();
        var minimum = MinimumShouldMatch;
        foreach (var clause in _clauses)
        {
            if (!FilterSet.Contains(clause.Query) || !ShouldCounts.ContainsKey(clause.Query))
            {
                clauses.Add(clause);
            }
            else if (clause.Occur == Occur.Should)
            {
                clauses.Add(clause with { Occur = Occur.Must });
                minimum--;
            }
        }
        return Of(clauses, Math.Max(0, minimum));
    }

    private Query? WithSummedBoosts(Occur occur, Dictionary<Query, int> queries)
    {
        if (queries.Count == 0 || (occur == Occur.Should && MinimumShouldMatch > 1) || !HasTwice(occur))
            return null;
        var boosts = new Dictionary<Query, double>();
        foreach (var clause in _clauses)
        {
            if (clause.Occur != occur)
                continue;
            var (query, boost) = Unboosted(clause.Query);
            boosts[query] = boosts.GetValueOrDefault(query) + boost;
        }
        var summed = boosts.Select(pair => (float)pair.Value == 1f ? pair.Key : new BoostQuery(pair.Key, BoostQuery.Capped((float)pair.Value)));
        return Of([.. Clausal(summed, occur), .. _clauses.Where(clause => clause.Occur != occur)], MinimumShouldMatch);
    }

    private bool HasTwice(Occur occur)
    {
        var seen = new HashSet<Query>();
        foreach (var clause in _clauses)
        {
            if (clause.Occur == occur && !seen.Add(Unboosted(clause.Query).Query))
                return true;
        }
        return false;
    }

    private static (Query Query, double Boost) Unboosted(Query query)
    {
        var boost = 1.0;
        while (query is BoostQuery boosted)
        {
            boost *= boosted.Boost;
            query = boosted.Query;
        }
        return (query, boost);
    }

    /// <summary>+*:* #filter scores a constant.</summary>
    private Query? WithConstantScoreForMatchAll()
    {
        if (_clauses.Count(clause => clause.Occur == Occur.Must) != 1 || FilterSet.Count == 0)
            return null;
        var must = MustCounts.Keys.First();
        var (query, boost) = must is BoostQuery boosted ? (boosted.Query, boosted.Boost) : (must, 1f);
        if (query is not MatchAllQuery)
            return null;
        Query constant = new ConstantScoreQuery(Of(_clauses.Where(clause => !clause.IsScoring)));
        var required = new BooleanClause(boost == 1f ? constant : new BoostQuery(constant, boost), Occur.Must);
        return Of([required, .. _clauses.Where(clause => clause.Occur == Occur.Should)], MinimumShouldMatch);
    }

    private Query? WithFlatDisjunctions()
    {
        if (MinimumShouldMatch > 1 || !_clauses.Any(IsNestedDisjunction))
            return null;
        return Of(_clauses.SelectMany(clause => IsNestedDisjunction(clause) ? ((BooleanQuery)clause.Query)._clauses : [clause]), MinimumShouldMatch);
    }

    private static bool IsNestedDisjunction(BooleanClause clause) => clause is { Occur: Occur.Should, Query: BooleanQuery { IsPureDisjunction: true } };

    private static IEnumerable<BooleanClause> Clausal(IEnumerable<Query> queries, Occur occur) =>
        queries.Select(query => new BooleanClause(query, occur));
}
