using Search.Lucene.Searching;

namespace Search.Lucene.Tests.Searching;

/// <summary>Every way to run a query, over random indexes, against the one that looks at each document by itself.</summary>
public sealed class IndexSearcherPropertyTests
{
    private static readonly SearchOptions Exhaustive = new() { Exhaustive = true };

    [Theory]
    [InlineData(1, 40, 1, 0)]
    [InlineData(2, 200, 3, 0.1)]
    [InlineData(3, 700, 1, 0.3)]
    [InlineData(4, 900, 5, 0)]
    public void Searching_equals_looking_at_every_document(int seed, int documents, int segments, double deleted)
    {
        using var index = new TestIndex(seed, documents, segments, deleted);
        var naive = new NaiveSearch(index.Segments);
        var queries = new RandomQueries(new Random(seed), sloppy: false);
        for (var i = 0; i < 250; i++)
        {
            var query = queries.Next();
            var expected = naive.Search(query);
            var message = $"seed {seed}, query {i}: {query}";
            var found = index.Searcher.Search(query, 10);
            Same(expected.Take(10), found.Hits, message);
            Assert.True(found.Total == new TotalHits(expected.Count, true), message + " " + found.Total);
            Same(expected, index.Searcher.Search(query, Math.Max(1, documents), Exhaustive).Hits, message);
            Assert.True(expected.Count == index.Searcher.Count(query, CancellationToken.None), message);
            var matches = new List<int>();
            index.Searcher.ForEachMatch(query, matches.Add, CancellationToken.None);
            Assert.True(expected.Select(hit => hit.Doc).Order().SequenceEqual(matches), message);
        }
    }

    [Theory]
    [InlineData(11, 9000, 1, 0)]
    [InlineData(12, 12000, 3, 0.05)]
    public void Skipping_what_can_not_be_among_the_best_changes_nothing(int seed, int documents, int segments, double deleted)
    {
        using var index = new TestIndex(seed, documents, segments, deleted);
        var queries = new RandomQueries(new Random(seed), sloppy: true);
        for (var i = 0; i < 300; i++)
        {
            var query = queries.Next(depth: i % 4);
            var message = $"seed {seed}, query {i}: {query}";
            var expected = index.Searcher.Search(query, 10, Exhaustive);
            var found = index.Searcher.Search(query, 10);
            Same(expected.Hits, found.Hits, message);
            Assert.True(found.Total.Exact == expected.Total.Value <= IndexSearcher.ExactCountLimit, message + " " + found.Total);
            Assert.True(found.Total.Value <= expected.Total.Value && (!found.Total.Exact || found.Total.Value == expected.Total.Value), message);
            var exact = index.Searcher.Search(query, 10, new SearchOptions { ExactCount = true });
            Same(expected.Hits, exact.Hits, message);
            Assert.True(exact.Total == expected.Total, message);
            Assert.True(index.Searcher.Count(query, CancellationToken.None) == expected.Total.Value, message);
        }
    }

    [Theory]
    [InlineData(15, 9000, 1, 0)]
    [InlineData(16, 20000, 3, 0.1)]
    public void Words_that_count_by_their_best_place_equal_looking_at_every_document(int seed, int documents, int segments, double deleted) =>
        AssertEqualLookingAtEveryDocument(seed, documents, segments, deleted, queries => queries.NextOfPlaces());

    [Theory]
    [InlineData(17, 9000, 1, 0)]
    [InlineData(18, 40000, 3, 0.1)]
    public void All_or_any_of_several_words_equal_looking_at_every_document(int seed, int documents, int segments, double deleted) =>
        AssertEqualLookingAtEveryDocument(seed, documents, segments, deleted, queries => queries.NextOfTerms());

    [Theory]
    [InlineData(19, 0)]
    [InlineData(20, 0.1)]
    public void Words_that_must_all_occur_within_any_equal_looking_at_every_document(int seed, double deleted) =>
        AssertEqualLookingAtEveryDocument(seed, documents: 40_000, segments: 2, deleted, queries => queries.NextOfTermsWithinAny());

    private static void AssertEqualLookingAtEveryDocument(int seed, int documents, int segments, double deleted, Func<RandomQueries, Query> next)
    {
        using var index = new TestIndex(seed, documents, segments, deleted);
        var queries = new RandomQueries(new Random(seed), sloppy: false);
        for (var i = 0; i < 200; i++)
        {
            var query = next(queries);
            var message = $"seed {seed}, query {i}: {query}";
            var expected = index.Searcher.Search(query, 10, Exhaustive);
            var found = index.Searcher.Search(query, 10);
            Same(expected.Hits, found.Hits, message);
            Assert.True(found.Total.Value <= expected.Total.Value && (!found.Total.Exact || found.Total.Value == expected.Total.Value), message);
            var exact = index.Searcher.Search(query, 2000, new SearchOptions { ExactCount = true });
            Same(index.Searcher.Search(query, 2000, Exhaustive).Hits, exact.Hits, message);
            Assert.True(exact.Total == expected.Total, message);
        }
    }

    [Fact]
    public void Pages_put_together_are_the_whole_list()
    {
        using var index = new TestIndex(21, 5000, 2, 0.1);
        var queries = new RandomQueries(new Random(21), sloppy: false);
        for (var i = 0; i < 40; i++)
        {
            var query = queries.Next(depth: 2);
            var whole = index.Searcher.Search(query, 100).Hits;
            var pages = Enumerable.Range(0, 10).SelectMany(page => index.Searcher.Search(query, 10, new SearchOptions { Offset = page * 10 }).Hits);
            Same(whole, pages, $"query {i}: {query}");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Sorting_by_a_column_equals_sorting_all_matches(bool descending)
    {
        using var index = new TestIndex(31, 1500, 3, 0.1);
        var numbers = index.Segments.SelectMany(segment => segment).ToDictionary(document => document.Doc, document => document.Number ?? -7);
        var queries = new RandomQueries(new Random(31), sloppy: false);
        var options = new SearchOptions { SortBy = new NumericSort("number", descending, Missing: -7), Offset = 3 };
        for (var i = 0; i < 60; i++)
        {
            var query = queries.Next(depth: 2);
            var matches = new List<int>();
            index.Searcher.ForEachMatch(query, matches.Add, CancellationToken.None);
            var expected = matches.OrderBy(doc => descending ? -numbers[doc] : numbers[doc]).ThenBy(doc => doc).Skip(3).Take(20)
                .Select(doc => new ScoreDoc(doc, 0f, numbers[doc]));
            var found = index.Searcher.Search(query, 20, options);
            Assert.Equal(expected, found.Hits);
            Assert.Equal(new TotalHits(matches.Count, true), found.Total);
        }
    }

    private static void Same(IEnumerable<ScoreDoc> expected, IEnumerable<ScoreDoc> found, string message)
    {
        var (left, right) = (expected.ToArray(), found.ToArray());
        Assert.True(left.SequenceEqual(right), $"{message}\nexpected {string.Join(' ', left.Take(12))}\nfound    {string.Join(' ', right.Take(12))}");
    }
}
