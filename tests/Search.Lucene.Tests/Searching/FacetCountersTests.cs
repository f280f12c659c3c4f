using Search.Lucene.Searching;

namespace Search.Lucene.Tests.Searching;

public sealed class FacetCountersTests
{
    [Theory]
    [InlineData(41, 400, 1, 0, "UTC")]
    [InlineData(42, 700, 4, 0.3, "Asia/Beirut")]
    [InlineData(43, 300, 7, 0.6, "America/St_Johns")]
    [InlineData(44, 6000, 2, 0.05, "Asia/Kolkata")]
    public void Counts_equal_those_of_looking_at_every_match(int seed, int documents, int segments, double deleted, string zone)
    {
        using var index = new TestIndex(seed, documents, segments, deleted);
        var naive = new NaiveSearch(index.Segments);
        var byDoc = index.Segments.SelectMany(segment => segment).ToDictionary(document => document.Doc);
        var queries = new RandomQueries(new Random(seed), sloppy: false);
        var days = new DayHistogram("time", TimeZoneInfo.FindSystemTimeZoneById(zone));
        for (var i = 0; i < 60; i++)
        {
            var query = queries.Next(depth: i % 4);
            var matches = naive.Search(query).ConvertAll(hit => byDoc[hit.Doc]);
            foreach (var options in Ways())
            {
                var message = $"seed {seed}, query {i}: {query}, {options}";
                var found = index.Searcher.Search(query, i % 3 * 5, options with { Facets = ["words", "tag", "none"], Days = days });
                Assert.True(found.Total == new TotalHits(matches.Count, Exact: true), message);
                Assert.True(Counts(matches.SelectMany(match => match.Words.Distinct())).SequenceEqual(found.Facets[0].Values), message);
                Assert.True(Counts(matches.Select(match => match.Tag)).SequenceEqual(found.Facets[1].Values), message);
                Assert.Empty(found.Facets[2].Values);
                Assert.True(Days(matches, days.Zone).SequenceEqual(found.Days), message);
            }
        }
    }

    [Fact]
    public void The_hits_are_the_same_with_counts_and_without()
    {
        using var index = new TestIndex(51, 5000, 3, 0.1);
        var queries = new RandomQueries(new Random(51), sloppy: true);
        for (var i = 0; i < 60; i++)
        {
            var query = queries.Next(depth: i % 4);
            var plain = index.Searcher.Search(query, 10);
            var counted = index.Searcher.Search(query, 10, new SearchOptions { Facets = ["tag"] });
            Assert.True(plain.Hits.SequenceEqual(counted.Hits), $"seed 51, query {i}: {query}");
        }
    }

    [Fact]
    public void Without_being_asked_a_search_counts_nothing()
    {
        using var index = new TestIndex(52, 50, 1, 0);
        var found = index.Searcher.Search(new MatchAllQuery(), 10);
        Assert.Empty(found.Facets);
        Assert.Empty(found.Days);
    }

    [Fact]
    public void Counting_allocates_nothing_for_a_match()
    {
        using var index = new TestIndex(53, 20_000, 1, 0);
        var options = new SearchOptions { Facets = ["words", "tag"], Days = new DayHistogram("time", TimeZoneInfo.Utc) };
        var few = Allocated(index, new TermQuery("id", "7"), options);
        var all = Allocated(index, new MatchAllQuery(), options);
        // Twenty words, five tags and a hundred days are allocated for, and the zone's look at each new hour; twenty thousand matches are not.
        Assert.InRange(all - few, 0, 150_000);
    }

    private static long Allocated(TestIndex index, Query query, SearchOptions options)
    {
        index.Searcher.Search(query, 10, options);
        var before = GC.GetAllocatedBytesForCurrentThread();
        index.Searcher.Search(query, 10, options);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static SearchOptions[] Ways() => [new(), new() { Exhaustive = true }, new() { SortBy = new NumericSort("number") }];

    private static IEnumerable<FacetCount> Counts(IEnumerable<string> values) => values
        .GroupBy(value => value, StringComparer.Ordinal)
        .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => new FacetCount(group.Key, group.Count()));

    private static IEnumerable<DayCount> Days(IEnumerable<TestDocument> matches, TimeZoneInfo zone) => matches
        .Where(match => match.Number is not null)
        .Select(match => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(TestIndex.Time(match.Number!.Value)), zone).DateTime)
        .GroupBy(DateOnly.FromDateTime)
        .OrderBy(group => group.Key)
        .Select(group => new DayCount(group.Key, group.Count()));
}
