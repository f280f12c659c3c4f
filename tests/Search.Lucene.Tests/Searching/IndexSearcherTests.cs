using Search.Lucene.Searching;
using Search.Testing;

namespace Search.Lucene.Tests.Searching;

public sealed class IndexSearcherTests
{
    private static TestDocument Document(int id, string words, long? number = null) => new(id, words.Split(' ', StringSplitOptions.RemoveEmptyEntries), "t", number);

    private static int[] Docs(IndexSearcher searcher, Query query) => [.. searcher.Search(query, 100).Hits.Select(hit => hit.Doc).Order()];

    private static TermQuery Term(string word) => new("body", word);

    /// <summary>Document i has the words a, b, c by the bits of i.</summary>
    private static TestIndex TruthTable() =>
        new([.. Enumerable.Range(0, 8).Select(i => Document(i, $"x {((i & 1) > 0 ? "a " : "")}{((i & 2) > 0 ? "b " : "")}{((i & 4) > 0 ? "c" : "")}"))]);

    [Fact]
    public void Boolean_queries_follow_the_truth_table()
    {
        using var index = TruthTable();
        foreach (var code in Enumerable.Range(0, 125))
        {
            var occurs = new[] { code % 5, code / 5 % 5, code / 25 };
            var builder = new BooleanQuery.Builder();
            for (var i = 0; i < 3; i++)
            {
                if (occurs[i] < 4)
                    builder.Add(Term("abc"[i].ToString()), (Occur)occurs[i]);
            }
            bool Has(int doc, int i) => (doc >> i & 1) > 0;
            bool Any(int doc, params Occur[] of) => Enumerable.Range(0, 3).Any(i => occurs[i] < 4 && of.Contains((Occur)occurs[i]) && Has(doc, i));
            bool All(int doc, params Occur[] of) => Enumerable.Range(0, 3).All(i => occurs[i] == 4 || !of.Contains((Occur)occurs[i]) || Has(doc, i));
            var required = occurs.Any(occur => occur is (int)Occur.Must or (int)Occur.Filter);
            var expected = Enumerable.Range(0, 8)
                .Where(doc => All(doc, Occur.Must, Occur.Filter) && !Any(doc, Occur.MustNot) && (required || Any(doc, Occur.Should)));
            Assert.Equal(expected, Docs(index.Searcher, builder.Build()));
        }
    }

    [Theory]
    [InlineData(1, new[] { 1, 2, 3, 4, 5, 6, 7 })]
    [InlineData(2, new[] { 3, 5, 6, 7 })]
    [InlineData(3, new[] { 7 })]
    [InlineData(4, new int[0])]
    public void Minimum_should_match_counts_clauses(int minimum, int[] expected)
    {
        using var index = TruthTable();
        var clauses = "abc".Select(word => new BooleanClause(Term(word.ToString()), Occur.Should));
        Assert.Equal(expected, Docs(index.Searcher, BooleanQuery.Of(clauses, minimum)));
    }

    [Fact]
    public void A_phrase_needs_its_words_in_order_and_in_place()
    {
        using var index = new TestIndex([Document(0, "big bad wolf"), Document(1, "bad big wolf"), Document(2, "big x wolf"), Document(3, "big bad x wolf bad wolf")]);
        Assert.Equal([0], Docs(index.Searcher, new PhraseQuery("body", ["big", "bad", "wolf"])));
        Assert.Equal([0, 3], Docs(index.Searcher, new PhraseQuery("body", ["bad", "wolf"])));
        Assert.Equal([0, 2], Docs(index.Searcher, new PhraseQuery("body", ["big", "wolf"], [0, 2])));
        Assert.Equal([0, 1, 2, 3], Docs(index.Searcher, new PhraseQuery("body", ["big", "wolf"], slop: 2)));
        Assert.Equal([1], Docs(index.Searcher, new PhraseQuery("body", ["bad", "big", "wolf"])));
        Assert.Equal([0, 1, 3], Docs(index.Searcher, new PhraseQuery("body", ["bad", "big", "wolf"], slop: 2)));
        Assert.Equal([0, 1, 3], Docs(index.Searcher, new MultiPhraseQuery("body", [["big", "bad"], ["bad", "big"]])));
    }

    [Fact]
    public void A_sloppy_phrase_scores_near_words_higher()
    {
        using var index = new TestIndex([Document(0, "a x x b y y"), Document(1, "a b x x y y"), Document(2, "a x b x y y")]);
        var hits = index.Searcher.Search(new PhraseQuery("body", ["a", "b"], slop: 5), 10).Hits;
        Assert.Equal([1, 2, 0], hits.Select(hit => hit.Doc));
    }

    [Fact]
    public void A_phrase_over_a_field_without_positions_says_so()
    {
        using var index = new TestIndex([Document(0, "a")]);
        var error = Assert.Throws<InvalidOperationException>(() => index.Searcher.Search(new PhraseQuery("tag", ["t", "t"]), 1));
        Assert.Contains("\"tag\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deleted_documents_are_not_found_but_count_in_the_statistics()
    {
        TestDocument[] documents = [Document(0, "a b"), Document(1, "a"), Document(2, "a c"), Document(3, "c")];
        using var all = new TestIndex(documents);
        using var some = new TestIndex(documents, deleted: new HashSet<int> { 1 });
        Assert.Equal([0, 2], Docs(some.Searcher, Term("a")));
        Assert.Equal(2, some.Searcher.Count(Term("a")));
        Assert.Equal(3, some.Searcher.Count(new MatchAllQuery()));
        Assert.Equal(
            all.Searcher.Search(Term("a"), 10).Hits.Where(hit => hit.Doc != 1),
            some.Searcher.Search(Term("a"), 10).Hits);
    }

    [Fact]
    public void Equal_scores_are_ordered_by_document()
    {
        using var index = new TestIndex([.. Enumerable.Range(0, 3000).Select(i => Document(i, "same words"))], segments: 2);
        Assert.Equal(Enumerable.Range(0, 10), index.Searcher.Search(Term("same"), 10).Hits.Select(hit => hit.Doc));
        Assert.Equal(Enumerable.Range(0, 10), index.Searcher.Search(new PrefixQuery("body", "s"), 10).Hits.Select(hit => hit.Doc));
    }

    [Fact]
    public void Totals_are_exact_to_a_thousand_and_then_a_lower_bound_unless_asked_for()
    {
        using var index = new TestIndex([.. Enumerable.Range(0, 3000).Select(i => Document(i, i < 1000 ? "few all" : "all"))]);
        Assert.Equal("=1000", index.Searcher.Search(Term("few"), 10).Total.ToString());
        var capped = index.Searcher.Search(Term("all"), 10).Total;
        Assert.False(capped.Exact);
        Assert.InRange(capped.Value, 1001, 3000);
        Assert.Equal("=3000", index.Searcher.Search(Term("all"), 10, new SearchOptions { ExactCount = true }).Total.ToString());
        Assert.Equal("=3000", index.Searcher.Search(Term("all"), 0).Total.ToString());
        Assert.Equal("=3000", index.Searcher.Search(Term("all"), 3000).Total.ToString());
    }

    [Fact]
    public void A_search_without_time_left_gives_a_partial_answer()
    {
        using var index = new TestIndex([.. Enumerable.Range(0, 100).Select(i => Document(i, "all"))]);
        var spent = index.Searcher.Search(Term("all"), 10, new SearchOptions { TimeLimit = TimeSpan.Zero, Clock = new ManualTime() });
        Assert.True(spent.Partial);
        Assert.False(spent.Total.Exact);
        var inTime = index.Searcher.Search(Term("all"), 10, new SearchOptions { TimeLimit = TimeSpan.FromHours(1), Clock = new ManualTime() });
        Assert.False(inTime.Partial);
        Assert.Equal("=100", inTime.Total.ToString());
    }

    [Fact]
    public void A_cancelled_search_throws()
    {
        using var index = TruthTable();
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => index.Searcher.Search(Term("a"), 1, new SearchOptions { CancellationToken = source.Token }));
        Assert.Throws<OperationCanceledException>(() => index.Searcher.ForEachMatch(Term("a"), _ => { }, source.Token));
    }

    [Fact]
    public void Ranges_include_both_ends_and_documents_without_a_value_never_match()
    {
        using var index = new TestIndex([Document(0, "a", 5), Document(1, "a", 6), Document(2, "a"), Document(3, "a", long.MaxValue), Document(4, "a", long.MinValue)]);
        Assert.Equal([0, 1], Docs(index.Searcher, new LongRangeQuery("number", 5, 6)));
        Assert.Equal([0, 1], Docs(index.Searcher, new DocValuesRangeQuery("number", 5, 6)));
        Assert.Equal([0, 1, 3, 4], Docs(index.Searcher, new LongRangeQuery("number", long.MinValue, long.MaxValue)));
        Assert.Equal([0, 1, 3, 4], Docs(index.Searcher, new DocValuesRangeQuery("number", long.MinValue, long.MaxValue)));
        Assert.Empty(Docs(index.Searcher, new LongRangeQuery("number", 7, 6)));
        Assert.Empty(Docs(index.Searcher, new LongRangeQuery("nothing", 5, 6)));
    }

    [Fact]
    public void Unknown_fields_and_terms_and_an_empty_index_match_nothing()
    {
        using var empty = new TestIndex([]);
        Assert.Empty(empty.Searcher.Search(new MatchAllQuery(), 10).Hits);
        using var index = TruthTable();
        Assert.Empty(Docs(index.Searcher, Term("nowhere")));
        Assert.Empty(Docs(index.Searcher, new TermQuery("nofield", "a")));
        Assert.Empty(Docs(index.Searcher, new PrefixQuery("nofield", "a")));
        Assert.Empty(Docs(index.Searcher, new MatchNoneQuery()));
    }

    [Fact]
    public async Task One_searcher_serves_many_threads()
    {
        using var index = new TestIndex(41, 3000, 2, 0.1);
        var queries = new RandomQueries(new Random(41), sloppy: true);
        var expected = Enumerable.Range(0, 50).Select(_ => queries.Next(depth: 2)).Select(query => (query, index.Searcher.Search(query, 10))).ToArray();
        await Parallel.ForEachAsync(Enumerable.Range(0, 400), (i, _) =>
        {
            var (query, docs) = expected[i % expected.Length];
            Assert.Equal(docs.Hits, index.Searcher.Search(query, 10).Hits);
            return ValueTask.CompletedTask;
        });
    }
}
