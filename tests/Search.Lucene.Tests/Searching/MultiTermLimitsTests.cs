using Search.Lucene.Searching;

namespace Search.Lucene.Tests.Searching;

/// <summary>What a search may spend on terms, and what it says when that was not enough.</summary>
public sealed class MultiTermLimitsTests : IDisposable
{
    private readonly TestIndex _index = new([.. Enumerable.Range(0, 400).Select(i => new TestDocument(i, [$"w{Letter(i / 20)}{Letter(i % 20)}", "all"], "t", null))], segments: 2);

    public static TheoryData<string> Kinds => ["prefix", "wildcard", "regexp", "range", "fuzzy", "unlimited"];

    public void Dispose() => _index.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_search_without_limit_finds_all(string kind)
    {
        var found = _index.Searcher.Search(Query(kind), 400);
        Assert.Equal(kind == "fuzzy" ? 50 : 400, found.Total.Value);
        Assert.False(found.Capped || found.Partial);
        Assert.True(found.Total.Exact);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_search_that_may_not_look_at_all_terms_says_so(string kind)
    {
        var found = _index.Searcher.Search(Query(kind), 400, new SearchOptions { MaxExpansions = 30 });
        Assert.Equal(30, found.Total.Value);
        Assert.True(found.Capped);
        Assert.False(found.Partial || found.Total.Exact);
    }

    [Fact]
    public void The_limit_is_the_whole_querys_not_each_clauses()
    {
        var query = BooleanQuery.Any(new PrefixQuery("body", "wa"), new WildcardQuery("body", "wb*"), new RegexpQuery("body", "wc.*"));
        Assert.False(_index.Searcher.Search(query, 400, new SearchOptions { MaxExpansions = 60 }).Capped);
        Assert.True(_index.Searcher.Search(query, 400, new SearchOptions { MaxExpansions = 59 }).Capped);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_search_whose_time_is_up_says_so(string kind)
    {
        var found = _index.Searcher.Search(Query(kind), 400, new SearchOptions { TimeLimit = TimeSpan.Zero });
        Assert.True(found.Partial);
    }

    [Fact]
    public void Every_match_of_an_unlimited_fuzzy_word_is_found_and_the_nearest_ones_score()
    {
        using var index = ManyNearWords();
        var query = new FuzzyQuery("body", "aaa", 2, maxExpansions: FuzzyQuery.Unlimited);
        var matches = new List<int>();
        index.Searcher.ForEachMatch(query, matches.Add);
        Assert.Equal(1_300, matches.Count);
        var found = index.Searcher.Search(query, 1_300, new SearchOptions { ExactCount = true });
        Assert.Equal(1_300, found.Total.Value);
        Assert.Equal(FuzzyQuery.MostScored, found.Hits.Count(hit => hit.Score > 0));
    }

    [Fact]
    public void Many_unlimited_fuzzy_words_share_the_terms_that_may_score_and_lose_no_match()
    {
        using var index = ManyNearWords();
        var query = BooleanQuery.Any(Enumerable.Range(0, 6).Select(i => new FuzzyQuery("body", $"aa{Letter(i)}", 2, maxExpansions: FuzzyQuery.Unlimited)));
        var found = index.Searcher.Search(query, 1_300, new SearchOptions { ExactCount = true, MaxExpansions = 65_536 });
        Assert.Equal(1_300, found.Total.Value);
        Assert.False(found.Capped);
        Assert.Equal(FuzzyQuery.MostScored, found.Hits.Count(hit => hit.Score > 0));
    }

    [Theory]
    [InlineData("w*", "w*", true)]
    [InlineData("w*", "w?", false)]
    public void Queries_of_one_pattern_are_equal(string left, string right, bool equal)
    {
        Assert.Equal(equal, new WildcardQuery("body", left).Equals(new WildcardQuery("body", right)));
        Assert.Equal(equal, new RegexpQuery("body", left).Equals(new RegexpQuery("body", right)));
        Assert.Equal(equal, new FuzzyQuery("body", left).Equals(new FuzzyQuery("body", right)));
        Assert.Equal(equal, new TermRangeQuery("body", left, null).Equals(new TermRangeQuery("body", right, null)));
    }

    [Fact]
    public void A_query_in_another_field_differs_in_the_field_alone()
    {
        Assert.Equal(new WildcardQuery("title", "w*"), new WildcardQuery("body", "w*").InField("title"));
        Assert.Equal(new RegexpQuery("title", "w.*"), new RegexpQuery("body", "w.*").InField("title"));
        Assert.Equal(new FuzzyQuery("title", "wa", 1, 1, 7, transpositions: false), new FuzzyQuery("body", "wa", 1, 1, 7, transpositions: false).InField("title"));
        Assert.NotEqual(new FuzzyQuery("body", "wa", 1), new FuzzyQuery("body", "wa", 2));
        Assert.NotEqual(new TermRangeQuery("body", "a", "b"), new TermRangeQuery("body", "a", "b", includesUpper: false));
    }

    [Theory]
    [InlineData(-1, 0, 1)]
    [InlineData(3, 0, 1)]
    [InlineData(1, -1, 1)]
    [InlineData(1, 0, 0)]
    public void Limits_of_a_fuzzy_query_that_can_not_be_are_refused(int edits, int prefix, int expansions) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FuzzyQuery("body", "wa", edits, prefix, expansions));

    /// <summary>1,300 words of one Latin and two Cyrillic letters, a document each.</summary>
    private static TestIndex ManyNearWords() =>
        new([.. Enumerable.Range(0, 1_300).Select(i => new TestDocument(i, [$"a{(char)('а' + i / 40)}{(char)('а' + i % 40)}"], "t", null))]);

    private static char Letter(int number) => (char)('a' + number);

    private static MultiTermQuery Query(string kind) => kind switch
    {
        "prefix" => new PrefixQuery("body", "w"),
        "wildcard" => new WildcardQuery("body", "*w??*"),
        "regexp" => new RegexpQuery("body", "w.{2}"),
        "range" => new TermRangeQuery("body", "w", null),
        "fuzzy" => new FuzzyQuery("body", "w"),
        _ => new FuzzyQuery("body", "w", 2, 0, FuzzyQuery.Unlimited),
    };
}
