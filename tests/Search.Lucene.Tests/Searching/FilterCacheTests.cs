using Search.Lucene.Indexing;
using Search.Lucene.Searching;
using Search.Lucene.Store;
using Search.Testing.Model;

namespace Search.Lucene.Tests.Searching;

public sealed class FilterCacheTests
{
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Searches_find_and_score_the_same_with_and_without_it(int seed)
    {
        using var index = new TestIndex(seed, documents: 400, segments: 4, deleted: 0.1);
        var cache = new FilterCache(100_000) { SmallestSegment = 0 };
        var cached = new IndexSearcher(index.Reader, cache);
        var queries = new RandomQueries(new Random(seed), sloppy: true);
        var filters = Enumerable.Range(0, 12).Select(_ => queries.Next()).ToList();
        var random = new Random(seed);
        for (var round = 0; round < 600; round++)
        {
            var query = BooleanQuery.Of(
            [
                new BooleanClause(queries.Next(), Occur.Must),
                new BooleanClause(filters[random.Next(filters.Count)], Occur.Filter),
                new BooleanClause(filters[random.Next(filters.Count)], Occur.MustNot),
                new BooleanClause(new ConstantScoreQuery(filters[random.Next(filters.Count)]), Occur.Should),
            ]);
            Assert.Equal(index.Searcher.Search(query, 20).Hits, cached.Search(query, 20).Hits);
            Assert.Equal(index.Searcher.Count(query), cached.Count(query));
        }
        Assert.InRange(cache.Count, 1, 1_000);
        Assert.InRange(cache.UsedBytes, 1, 100_000);
    }

    [Fact]
    public void A_filter_that_comes_often_is_kept_under_any_equal_query()
    {
        using var index = new TestIndex(seed: 5, documents: 200, segments: 2, deleted: 0);
        var cache = new FilterCache(1 << 20) { SmallestSegment = 0 };
        var searcher = new IndexSearcher(index.Reader, cache);
        searcher.Count(Filtered(new PrefixQuery("body", "w")));
        Assert.Equal(0, cache.Count);
        searcher.Count(Filtered(new PrefixQuery("body", "w")));
        Assert.Equal(2, cache.Count);
        searcher.Count(Filtered(new PrefixQuery("body", "w")));
        Assert.Equal(2, cache.Count);
        for (var use = 0; use < 9; use++)
            searcher.Count(Filtered(new TermQuery("body", "wa")));
        Assert.Equal(2, cache.Count);
    }

    [Fact]
    public void What_was_not_used_for_longest_goes_first_when_memory_is_full()
    {
        using var index = new TestIndex(seed: 5, documents: 200, segments: 1, deleted: 0);
        var cache = new FilterCache(1_000) { SmallestSegment = 0 };
        var searcher = new IndexSearcher(index.Reader, cache);
        for (var letter = 'a'; letter < 'j'; letter++)
        {
            Keep(searcher, new PrefixQuery("body", "w" + letter));
            Keep(searcher, new PrefixQuery("body", "wa"));
        }
        Assert.InRange(cache.UsedBytes, 1, 1_000);
        Assert.InRange(cache.Count, 2, 4);
    }

    /// <summary>A negated pattern that a limit had cut short would hide nothing from then on.</summary>
    [Fact]
    public void What_a_limit_cut_short_is_not_kept()
    {
        using var index = new TestIndex(seed: 6, documents: 300, segments: 1, deleted: 0);
        var cache = new FilterCache(1 << 20) { SmallestSegment = 0 };
        var searcher = new IndexSearcher(index.Reader, cache);
        var query = Filtered(new PrefixQuery("body", "w"));
        for (var use = 0; use < 4; use++)
            Assert.True(searcher.Search(query, 10, new SearchOptions { MaxExpansions = 1 }).Capped);
        Assert.Equal(0, cache.Count);
        Assert.Equal(index.Searcher.Count(query), searcher.Count(query));
    }

    [Fact]
    public void Segments_that_stay_keep_theirs_in_the_next_snapshot_and_those_that_go_leave_nothing()
    {
        using var directory = new MemoryDirectory();
        using var writer = new IndexWriter(directory, new IndexWriterConfig(WordAnalyzer.Instance) { MergePolicy = MergePolicy.None });
        var cache = new FilterCache(1 << 20) { SmallestSegment = 0 };
        var query = Filtered(new PrefixQuery("id", "a"));
        Add(writer, "a1");
        var first = writer.OpenReader();
        Keep(new IndexSearcher(first, cache), new PrefixQuery("id", "a"));
        Assert.Equal(1, cache.Count);
        Add(writer, "a2");
        var second = writer.OpenReader();
        first.Dispose();
        Assert.Equal(2, new IndexSearcher(second, cache).Count(query));
        Assert.Equal(2, cache.Count);
        writer.DeleteDocuments("id", "a1");
        using (var third = writer.OpenReader())
            Assert.Equal(1, new IndexSearcher(third, cache).Count(query));
        second.Dispose();
        Assert.Equal((1, 200 + 8L), (cache.Count, cache.UsedBytes));
    }

    private static void Add(IndexWriter writer, string id) => writer.AddDocument(new Documents.Document().Add(Documents.Field.String("id", id, stored: true)));

    private static void Keep(IndexSearcher searcher, Query filter)
    {
        for (var use = 0; use < 2; use++)
            searcher.Count(Filtered(filter));
    }

    private static BooleanQuery Filtered(Query filter) => BooleanQuery.Of([new BooleanClause(new MatchAllQuery(), Occur.Must), new BooleanClause(filter, Occur.Filter)]);
}
