using Search.Lucene.Searching;

namespace Search.Lucene.Tests.Searching;

public sealed class QueryTests
{
    private static readonly TermQuery A = new("body", "a");
    private static readonly TermQuery B = new("body", "b");
    private static readonly TermQuery C = new("body", "c");

    /// <summary>Queries of which each differs from all others.</summary>
    private static IEnumerable<Func<Query>> DifferentQueries() =>
    [
        () => new TermQuery("body", "a"),
        () => new TermQuery("title", "a"),
        () => new TermQuery("body", "b"),
        () => new PrefixQuery("body", "a"),
        () => new TermInSetQuery("body", ["a"]),
        () => new TermInSetQuery("body", ["a", "b"]),
        () => new PhraseQuery("body", ["a", "b"]),
        () => new PhraseQuery("body", ["a", "b"], slop: 1),
        () => new PhraseQuery("body", ["a", "b"], [0, 2]),
        () => new MultiPhraseQuery("body", [["a", "b"], ["c"]]),
        () => new MultiPhraseQuery("body", [["a"], ["b", "c"]]),
        () => new MatchAllQuery(),
        () => new MatchNoneQuery(),
        () => new BoostQuery(A, 2f),
        () => new BoostQuery(A, 3f),
        () => new ConstantScoreQuery(A),
        () => new DisjunctionMaxQuery([A, B]),
        () => new DisjunctionMaxQuery([A, B], 0.5f),
        () => new LongRangeQuery("n", 1, 2),
        () => new DocValuesRangeQuery("n", 1, 2),
        () => BooleanQuery.All(A, B),
        () => BooleanQuery.Any(A, B),
        () => BooleanQuery.Any(A, B, B),
        () => BooleanQuery.Of([new(A, Occur.Should), new(B, Occur.Should)], 2),
        () => BooleanQuery.Of([new(A, Occur.Must), new(B, Occur.MustNot)]),
        () => BooleanQuery.Of([new(A, Occur.Must), new(B, Occur.Filter)]),
    ];

    [Fact]
    public void Queries_that_say_the_same_are_equal_and_hash_alike_and_others_are_not()
    {
        var left = DifferentQueries().Select(make => make()).ToArray();
        var right = DifferentQueries().Select(make => make()).ToArray();
        for (var i = 0; i < left.Length; i++)
        {
            for (var j = 0; j < right.Length; j++)
                Assert.Equal(i == j, left[i].Equals(right[j]));
            Assert.Equal(left[i].GetHashCode(), right[i].GetHashCode());
        }
    }

    [Fact]
    public void The_order_of_clauses_does_not_matter() =>
        Assert.Equal(BooleanQuery.Any(A, B, A), BooleanQuery.Any(A, A, B));

    [Fact]
    public void A_repeated_filter_is_the_same_query_but_a_repeated_should_is_not()
    {
        Assert.Equal(BooleanQuery.Of([new(A, Occur.Filter), new(A, Occur.Filter)]), BooleanQuery.Of([new(A, Occur.Filter)]));
        Assert.NotEqual(BooleanQuery.Any(A, A), BooleanQuery.Any(A));
    }

    [Fact]
    public void Queries_print_in_Lucenes_notation()
    {
        var query = BooleanQuery.Of(
        [
            new(A, Occur.Must),
            new(new BoostQuery(BooleanQuery.Any(B, C), 2.5f), Occur.Should),
            new(new PhraseQuery("body", ["x", "y"], [0, 2], slop: 3), Occur.MustNot),
            new(new PrefixQuery("title", "pre"), Occur.Filter),
        ]);
        Assert.Equal("+body:a (body:b body:c)^2.5 -body:\"x ? y\"~3 #title:pre*", query.ToString());
    }

    [Fact]
    public void Equal_optional_clauses_become_one_with_the_sum_of_their_boosts() =>
        Assert.Equal(BooleanQuery.Any(new BoostQuery(A, 4f), B), BooleanQuery.Any(A, B, new BoostQuery(A, 3f)).Simplify());

    [Fact]
    public void Equal_required_clauses_become_one_with_the_sum_of_their_boosts() =>
        Assert.Equal(BooleanQuery.All(new BoostQuery(A, 2f), B), BooleanQuery.All(A, B, A).Simplify());

    [Fact]
    public void Nested_pure_disjunctions_become_flat() =>
        Assert.Equal(BooleanQuery.Any(A, B, C), BooleanQuery.Any(A, BooleanQuery.Any(B, C)).Simplify());

    [Fact]
    public void A_single_clause_is_unwrapped()
    {
        Assert.Equal(A, BooleanQuery.Any(A).Simplify());
        Assert.Equal(A, BooleanQuery.All(BooleanQuery.All(A)).Simplify());
        Assert.Equal(new BoostQuery(new ConstantScoreQuery(A), 0f), BooleanQuery.Of([new(A, Occur.Filter)]).Simplify());
        Assert.Equal(new MatchNoneQuery(), BooleanQuery.Of([new(A, Occur.MustNot)]).Simplify());
        Assert.Equal(new MatchNoneQuery(), BooleanQuery.Of([]).Simplify());
    }

    [Fact]
    public void A_clause_that_is_required_and_prohibited_matches_nothing() =>
        Assert.Equal(new MatchNoneQuery(), BooleanQuery.Of([new(A, Occur.Must), new(B, Occur.Should), new(A, Occur.MustNot)]).Simplify());

    [Fact]
    public void An_optional_clause_that_is_a_filter_too_becomes_required() =>
        Assert.Equal(A, BooleanQuery.Of([new(A, Occur.Should), new(A, Occur.Filter)]).Simplify());

    [Fact]
    public void Match_all_with_a_filter_scores_a_constant() =>
        Assert.Equal(
            new ConstantScoreQuery(BooleanQuery.Of([new(A, Occur.Filter)])).Simplify(),
            BooleanQuery.Of([new(new MatchAllQuery(), Occur.Must), new(A, Occur.Filter)]).Simplify());

    [Fact]
    public void Boosts_multiply_and_a_boost_of_one_vanishes()
    {
        Assert.Equal(new BoostQuery(A, 6f), new BoostQuery(new BoostQuery(A, 3f), 2f).Simplify());
        Assert.Equal(A, new BoostQuery(A, 1f).Simplify());
        Assert.Equal(new BoostQuery(new ConstantScoreQuery(A), 0f), new BoostQuery(A, 0f).Simplify());
    }

    [Fact]
    public void Impossible_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new BoostQuery(A, -1f));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BoostQuery(A, float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DisjunctionMaxQuery([A], 1.5f));
        Assert.Throws<ArgumentException>(() => new PhraseQuery("body", ["a", "b"], [1, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PhraseQuery("body", ["a"], slop: -1));
    }

    [Fact]
    public void A_set_of_terms_knows_its_terms()
    {
        var set = new TermInSetQuery("body", ["d", "b", "b", "c"]);
        Assert.Equal(["b", "c", "d"], set.Terms.Select(term => term.ToString()));
        Assert.True(set.Matches("c"u8));
        Assert.False(set.Matches("a"u8));
        Assert.False(set.Matches("e"u8));
    }

    [Fact]
    public void A_visitor_sees_what_is_not_prohibited()
    {
        var query = BooleanQuery.Of([new(A, Occur.Must), new(new DisjunctionMaxQuery([B, new ConstantScoreQuery(C)]), Occur.Filter), new(new TermQuery("x", "no"), Occur.MustNot)]);
        var visitor = new TermCollector();
        query.Visit(visitor);
        Assert.Equal(["a", "b", "c"], visitor.Terms.Order());
    }

    private sealed class TermCollector : QueryVisitor
    {
        public List<string> Terms { get; } = [];

        public override void VisitTerm(TermQuery query) => Terms.Add(query.Term.ToString());
    }
}
