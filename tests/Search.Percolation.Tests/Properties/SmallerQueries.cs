using Search.Lucene.Searching;

namespace Search.Percolation.Tests.Properties;

/// <summary>Queries with something less than a query has: what a failing case is made small with.</summary>
internal static class SmallerQueries
{
    public static IEnumerable<Query> Of(Query query) => query switch
    {
        BooleanQuery boolean => Of(boolean),
        DisjunctionMaxQuery best => Of(best),
        BoostQuery boosted => [boosted.Query],
        ConstantScoreQuery constant => [constant.Query],
        PhraseQuery phrase => Of(phrase),
        MultiPhraseQuery phrase => Of(phrase),
        TermInSetQuery set => set.Terms.Select(term => new TermQuery(set.Field, term)),
        _ => [],
    };

    private static IEnumerable<Query> Of(DisjunctionMaxQuery best)
    {
        foreach (var disjunct in best.Disjuncts)
            yield return disjunct;
        for (var left = 0; left < best.Disjuncts.Count; left++)
            yield return new DisjunctionMaxQuery(best.Disjuncts.Where((_, i) => i != left), best.TieBreaker);
    }

    private static IEnumerable<Query> Of(BooleanQuery boolean)
    {
        foreach (var clause in boolean.Clauses)
            yield return clause.Query;
        for (var left = 0; left < boolean.Clauses.Count; left++)
            yield return BooleanQuery.Of(boolean.Clauses.Where((_, i) => i != left), boolean.MinimumShouldMatch);
        if (boolean.MinimumShouldMatch > 0)
            yield return BooleanQuery.Of(boolean.Clauses, boolean.MinimumShouldMatch - 1);
        for (var inner = 0; inner < boolean.Clauses.Count; inner++)
        {
            foreach (var smaller in Of(boolean.Clauses[inner].Query))
                yield return BooleanQuery.Of(boolean.Clauses.Select((clause, i) => i == inner ? clause with { Query = smaller } : clause), boolean.MinimumShouldMatch);
        }
    }

    private static IEnumerable<Query> Of(PhraseQuery phrase)
    {
        for (var left = 0; left < phrase.Terms.Count && phrase.Terms.Count > 1; left++)
            yield return new PhraseQuery(phrase.Field, [.. phrase.Terms.Where((_, i) => i != left)], [.. phrase.Positions.Where((_, i) => i != left)], phrase.Slop);
        if (phrase.Slop > 0)
            yield return new PhraseQuery(phrase.Field, phrase.Terms, phrase.Positions, phrase.Slop - 1);
    }

    private static IEnumerable<Query> Of(MultiPhraseQuery phrase)
    {
        for (var left = 0; left < phrase.Terms.Count && phrase.Terms.Count > 1; left++)
            yield return new MultiPhraseQuery(phrase.Field, [.. phrase.Terms.Where((_, i) => i != left)], [.. phrase.Positions.Where((_, i) => i != left)], phrase.Slop);
        if (phrase.Terms.All(alternatives => alternatives.Count == 1))
            yield return new PhraseQuery(phrase.Field, [.. phrase.Terms.Select(alternatives => alternatives[0])], phrase.Positions, phrase.Slop);
        if (phrase.Slop > 0)
            yield return new MultiPhraseQuery(phrase.Field, phrase.Terms, phrase.Positions, phrase.Slop - 1);
    }
}
