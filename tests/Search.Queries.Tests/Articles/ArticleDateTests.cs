using System.Globalization;
using Search.Queries.Articles;
using Search.Queries.Compiling;

namespace Search.Queries.Tests.Articles;

public sealed class ArticleDateTests
{
    private static readonly TimeZoneInfo Beirut = TimeZoneInfo.FindSystemTimeZoneById("Asia/Beirut");

    [Theory]
    [InlineData("published:[2015-03-01 TO 2015-03-31]", "bcd")]
    [InlineData("published:{2015-03-01 TO 2015-03-31}", "c")]
    [InlineData("published:[2015-03-17 TO *]", "cd")]
    [InlineData("published:[* TO 2015-02-28]", "a")]
    [InlineData("published:2015-03-17", "c")]
    [InlineData("published:\"2015-03-17\"", "c")]
    [InlineData("published:2015-03", "bcd")]
    [InlineData("published:2015", "abcd")]
    [InlineData("published:[2015-03-17T10:00 TO 2015-03-17T10:00]", "c")]
    [InlineData("published:[2015-03-17T10:01 TO 2015-03-17T11:00]", "")]
    [InlineData("published:[2015-03-17T12:00+02:00 TO 2015-03-17T12:00:59+02:00]", "c")]
    [InlineData("published:*", "abcd")]
    [InlineData("NOT published:*", "e")]
    [InlineData("published:[* TO *]", "abcd")]
    [InlineData("published:(2015-03-17 OR 2015-02)", "ac")]
    [InlineData("NOT published:[2015-03-01 TO *]", "ae")]
    public void Ranges_are_whole_days_and_a_missing_date_is_in_none(string query, string found)
    {
        using var index = new ArticleIndex(
            Dated("a", "2015-02-28T23:59:59Z"), Dated("b", "2015-03-01T00:00:00Z"), Dated("c", "2015-03-17T10:00:00Z"),
            Dated("d", "2015-03-31T23:59:59Z"), Dated("e", published: null));

        Assert.Equal(found, index.FindSorted(query));
    }

    [Fact]
    public void Days_are_the_readers_also_when_clocks_change()
    {
        // Beirut: UTC+2, and UTC+3 from 2015-03-29 00:00, which does not exist there.
        using var index = new ArticleIndex(
            Dated("a", "2015-03-28T21:59:59Z"), Dated("b", "2015-03-28T22:00:00Z"), Dated("c", "2015-03-29T20:59:59Z"), Dated("d", "2015-03-29T21:00:00Z"));
        var reader = new QueryContext(ArticleIndex.Now, Beirut);

        Assert.Equal("bc", index.FindSorted("published:2015-03-29", reader));
        Assert.Equal("a", index.FindSorted("published:[* TO 2015-03-28]", reader));
        Assert.Equal("d", index.FindSorted("published:[2015-03-30 TO *]", reader));
        Assert.Equal("bc", index.FindSorted("*:*", reader with { Filters = new QueryFilters { From = new DateOnly(2015, 3, 29), To = new DateOnly(2015, 3, 29) } }));
        Assert.Equal("cd", index.FindSorted("published:2015-03-29"));
    }

    [Theory]
    [InlineData("published:[now-7d TO now]", "bc")]
    [InlineData("published:[now-1w TO now]", "bc")]
    [InlineData("published:[now-12h TO now]", "c")]
    [InlineData("published:[now-1M TO now-7d]", "ab")]
    [InlineData("published:{now-7d TO now]", "c")]
    [InlineData("published:[today TO now]", "c")]
    [InlineData("published:[today-7d TO now]", "bc")]
    [InlineData("seen:[now-1d TO now]", "abcd")]
    public void Relative_ranges_count_from_the_moment_of_asking(string query, string found)
    {
        using var index = new ArticleIndex(
            Dated("a", "2015-03-01T12:00:00Z", ArticleIndex.Now), Dated("b", "2015-03-13T12:00:00Z", ArticleIndex.Now), Dated("c", "2015-03-20T06:00:00Z", ArticleIndex.Now),
            Dated("d", published: null, ArticleIndex.Now));

        Assert.Equal(found, index.FindSorted(query));
    }

    [Theory]
    [InlineData("published:[now-7d TO now]", "b")]
    [InlineData("published:[* TO now-7d]", "ab")]
    [InlineData("published:[* TO now-7d}", "a")]
    [InlineData("published:{now-7d TO now]", "")]
    [InlineData("published:[2015-01-01 TO now]", "ab")]
    [InlineData("published:[2015-03-01 TO now-1d]", "b")]
    [InlineData("published:[now-1M TO now+1d]", "ab")]
    [InlineData("seen:[now-1d TO now]", "abc")]
    [InlineData("seen:[* TO now-1d]", "")]
    public void In_a_saved_query_now_is_when_the_article_came_in(string query, string found)
    {
        using var index = new ArticleIndex(
            Dated("a", "2015-02-01T12:00:00Z", Time("2015-02-15T12:00:00Z")), Dated("b", "2015-03-13T12:00:00Z", ArticleIndex.Now),
            Dated("c", published: null, ArticleIndex.Now));

        foreach (var asked in new[] { ArticleIndex.Now, ArticleIndex.Now.AddYears(3) })
            Assert.Equal(found, index.FindSorted(query, new QueryContext(asked, Beirut) { NowIsArrival = true }));
    }

    [Fact]
    public void A_date_in_the_future_counts_as_the_time_when_it_was_seen()
    {
        using var index = new ArticleIndex(Dated("a", "2031-01-01T00:00:00Z", ArticleIndex.Now));

        Assert.Equal("a", index.Find("published:2015-03-20"));
        Assert.Equal("", index.Find("published:[2015-03-21 TO *]"));
    }

    [Fact]
    public void Filters_restrict_without_a_share_in_scores()
    {
        using var index = new ArticleIndex(
            ArticleIndex.Article("a", "raid raid raid") with { Source = "Syria Direct", Language = "en" },
            ArticleIndex.Article("b", "raid x") with { Source = "Enab Baladi", Language = "ar" },
            ArticleIndex.Article("c", "raid x y") with { Source = "SYRIA  DIRECT", Language = "en-US" });

        string Find(QueryFilters filters) => index.Find("raid", new QueryContext(ArticleIndex.Now, TimeZoneInfo.Utc) { Filters = filters });
        Assert.Equal("ac", Find(new QueryFilters { Sources = ["syria direct"] }));
        Assert.Equal("ab", string.Concat(Find(new QueryFilters { Sources = ["Syria Direct", "enab baladi"], UpToSeq = 'b' }).Order()));
        Assert.Equal("ac", Find(new QueryFilters { Languages = ["en"] }));
        Assert.Equal("b", Find(new QueryFilters { Languages = ["ar"] }));
        Assert.Equal("c", Find(new QueryFilters { AfterSeq = 'b' }));
        Assert.Equal("", Find(new QueryFilters { AfterSeq = long.MaxValue }));
    }

    private static ArticleText Dated(string id, string? published, DateTimeOffset? seen = null) =>
        ArticleIndex.Article(id, "x") with { Published = published is null ? null : Time(published), Seen = seen ?? Time("2016-01-01T00:00:00Z") };

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
