using Search.Lucene.Searching;

namespace Search.Lucene.Tests.Searching;

/// <summary>A search that several threads share finds what one thread finds.</summary>
public sealed class ThreadsOfSearchTests
{
    [Theory]
    [InlineData(61, 700, 6, 0.1, 2)]
    [InlineData(62, 12_000, 5, 0.05, 2)]
    [InlineData(63, 9_000, 9, 0, 4)]
    [InlineData(64, 600, 3, 0.3, 8)]
    public void Hits_and_counts_are_those_of_one_thread(int seed, int documents, int segments, double deleted, int threads)
    {
        using var index = new TestIndex(seed, documents, segments, deleted);
        var queries = new RandomQueries(new Random(seed), sloppy: true);
        for (var i = 0; i < 120; i++)
        {
            var query = queries.Next(depth: i % 4);
            foreach (var options in Ways(offset: i % 3 * 4))
                Same(index.Searcher.Search(query, 10, options), index.Searcher.Search(query, 10, options with { Threads = threads }), $"seed {seed}, query {i}: {query}, {options}");
        }
    }

    [Fact]
    public void Fewer_matches_than_are_counted_exactly_are_counted_exactly()
    {
        using var index = new TestIndex(65, 900, 4, 0);
        var found = index.Searcher.Search(new MatchAllQuery(), 10, new SearchOptions { Threads = 3 });
        Assert.Equal(new TotalHits(900, Exact: true), found.Total);
    }

    [Fact]
    public void Time_that_is_up_is_told_whoever_finds_it()
    {
        using var index = new TestIndex(66, 3_000, 4, 0);
        var found = index.Searcher.Search(new MatchAllQuery(), 10, new SearchOptions { Threads = 2, TimeLimit = TimeSpan.Zero });
        Assert.True(found.Partial);
        Assert.False(found.Total.Exact);
    }

    [Fact]
    public void Cancelling_ends_all_threads_with_the_exception_that_one_thread_throws()
    {
        using var index = new TestIndex(67, 3_000, 4, 0);
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        var options = new SearchOptions { Threads = 2, CancellationToken = cancellation.Token };
        Assert.ThrowsAny<OperationCanceledException>(() => index.Searcher.Search(new MatchAllQuery(), 10, options));
    }

    [Fact]
    public void A_part_that_fails_is_told_after_those_that_had_begun_have_ended()
    {
        for (var round = 0; round < 50; round++)
        {
            var (begun, ended) = (0, 0);
            var failure = Assert.Throws<InvalidOperationException>(() => SlicedRun.Run(3, part =>
            {
                if (part == round % 3)
                    throw new InvalidOperationException("a part");
                Interlocked.Increment(ref begun);
                Thread.Yield();
                Interlocked.Increment(ref ended);
            }));
            Assert.Equal(("a part", begun), (failure.Message, ended));
        }
    }

    [Fact]
    public void Damage_is_told_rather_than_that_another_part_was_cancelled()
    {
        using var both = new Barrier(2);
        var thrown = Record.Exception(() => SlicedRun.Run(2, part =>
        {
            both.SignalAndWait(TimeSpan.FromSeconds(10));
            throw part == 0 ? new OperationCanceledException() : new InvalidDataException("damage");
        }));
        Assert.IsType<InvalidDataException>(thrown);
    }

    [Fact]
    public void A_limit_of_words_holds_for_all_threads_together()
    {
        using var index = new TestIndex(70, 900, 4, 0);
        var capped = new SearchOptions { Threads = 4, MaxExpansions = 40 };
        Assert.True(index.Searcher.Search(new PrefixQuery("body", new TermBytes("w")), 10, capped).Capped);
        Assert.False(index.Searcher.Search(new PrefixQuery("body", new TermBytes("w")), 10, capped with { MaxExpansions = 400 }).Capped);
    }

    [Fact]
    public async Task No_search_waits_for_threads_of_a_pool_that_has_none_free()
    {
        using var index = new TestIndex(68, 2_000, 4, 0);
        using var free = new ManualResetEventSlim();
        ThreadPool.GetMinThreads(out var workers, out _);
        var busy = Enumerable.Range(0, workers * 4).Select(_ => Task.Run(free.Wait)).ToArray();
        try
        {
            Assert.Equal(2_000, index.Searcher.Search(new MatchAllQuery(), 10, new SearchOptions { Threads = 4, ExactCount = true }).Total.Value);
        }
        finally
        {
            free.Set();
            await Task.WhenAll(busy);
        }
    }

    [Theory]
    [InlineData(2, "5 2|3 2 1 1")]
    [InlineData(3, "5|3 1 1|2 2")]
    [InlineData(9, "5|3|2|2|1|1")]
    public void Segments_are_shared_out_evenly(int threads, string expected)
    {
        int[] sizes = [2, 5, 1, 3, 2, 1];
        var slices = LeafSlices.Of([.. Enumerable.Range(0, sizes.Length)], threads, at => sizes[at]);
        Assert.Equal(expected, string.Join('|', slices.Select(slice => string.Join(' ', slice.Select(at => sizes[at]).OrderDescending()))));
        Assert.All(slices, slice => Assert.Equal(slice.Order(), slice));
    }

    private static IEnumerable<SearchOptions> Ways(int offset)
    {
        var sort = new NumericSort("number", Descending: true, Missing: -7);
        yield return new SearchOptions { Offset = offset };
        yield return new SearchOptions { Offset = offset, ExactCount = true };
        yield return new SearchOptions { Offset = offset, Facets = ["words", "tag"], Days = new DayHistogram("time", TimeZoneInfo.Utc) };
        yield return new SearchOptions { Offset = offset, SortBy = sort, Facets = ["tag"] };
        yield return new SearchOptions { Offset = offset, SortBy = sort, ExactCount = true };
        yield return new SearchOptions { Offset = offset, SortBy = sort with { HasPoints = true } };
    }

    private static void Same(TopDocs one, TopDocs several, string message)
    {
        Assert.True(one.Hits.SequenceEqual(several.Hits), $"{message}\none     {string.Join(' ', one.Hits)}\nseveral {string.Join(' ', several.Hits)}");
        Assert.True(one.Total == several.Total || (!one.Total.Exact && !several.Total.Exact && several.Total.Value > IndexSearcher.ExactCountLimit) || (!one.Total.Exact && several.Total.Exact), $"{message} {one.Total} {several.Total}");
        Assert.Equal((one.Partial, one.Capped), (several.Partial, several.Capped));
        Assert.True(one.Days.SequenceEqual(several.Days), message);
        Assert.Equal(one.Facets.Count, several.Facets.Count);
        for (var at = 0; at < one.Facets.Count; at++)
            Assert.True(one.Facets[at].Values.SequenceEqual(several.Facets[at].Values), message);
    }
}
