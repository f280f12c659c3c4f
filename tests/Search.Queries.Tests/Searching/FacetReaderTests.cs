using System.Globalization;
using Search.Lucene.Searching;
using Search.Queries.Articles;
using Search.Queries.Searching;

namespace Search.Queries.Tests.Searching;

public sealed class FacetReaderTests
{
    private static readonly string[] Sources = ["Syria Direct", "syria direct", "SYRIA  Direct", "Lebanon Wire", "الميادين", ""];
    private static readonly string[] Languages = ["en", "en-GB", "EN", "ar", ""];
    private static readonly string[] Tags = ["Syria", "syria", "War", "Middle East", "middle  east", "اقتصاد"];

    [Theory]
    [InlineData(1, 1_000, "UTC")]
    [InlineData(2, 7, "Asia/Beirut")]
    [InlineData(3, 30, "America/New_York")]
    public void Each_count_is_what_narrowing_by_its_value_finds(int seed, int perSegment, string zone)
    {
        var random = new Random(seed);
        var articles = Enumerable.Range(0, 150).Select(i => Random(random, i)).ToArray();
        using var index = new SearchedArticles(articles, perSegment, articles.Where((_, i) => i % 9 == 0).Select(article => article.Id));
        foreach (var text in new[] { "lebanon", "lebanon OR border", "*:*", "border -lebanon" })
        {
            var request = new SearchRequest(text) { Facets = 100, Zone = TimeZoneInfo.FindSystemTimeZoneById(zone) };
            var answer = index.Searcher.Search(request);
            var facets = answer.Facets!;
            var message = $"seed {seed}: {text}";
            Assert.All(facets.Sources, value => Assert.True(value.Count == Total(index, request with { Source = value.Value }), $"{message}, {value}"));
            Assert.All(facets.Languages, value => Assert.True(value.Count == Total(index, request with { Language = value.Value }), $"{message}, {value}"));
            Assert.All(facets.Tags, value => Assert.True(value.Count == Total(index, request with { Text = $"({text}) tag:\"{value.Value}\"" }), $"{message}, {value}"));
            Assert.All(facets.Days, day => Assert.True(day.Count == Total(index, request with { From = day.Day, To = day.Day }), $"{message}, {day}"));
            Assert.True(answer.Total >= facets.Sources.Sum(value => value.Count));
            Assert.Equal((3, 2), (facets.Sources.Count, facets.Languages.Count));
            Assert.Equal(facets.Sources.Select(value => value.Count).OrderDescending(), facets.Sources.Select(value => value.Count));
        }
    }

    [Fact]
    public void An_outlet_goes_by_the_spelling_that_is_the_most_frequent()
    {
        using var index = new SearchedArticles([.. new[] { "syria direct", "Syria Direct", "Syria Direct", "Lebanon Wire" }.Select((source, i) => Article(i) with { Source = source })]);
        Assert.Equal([new FacetValue("Syria Direct", 3), new FacetValue("Lebanon Wire", 1)], Facets(index, 5).Sources);
    }

    [Fact]
    public void A_tag_that_an_article_has_in_two_spellings_counts_once()
    {
        using var index = new SearchedArticles([Article(1) with { Tags = ["Syria", "SYRIA", "War"] }, Article(2) with { Tags = ["syria"] }]);
        Assert.Equal([new FacetValue("syria", 2), new FacetValue("war", 1)], Facets(index, 5).Tags);
        Assert.Equal([new FacetValue("syria", 2)], Facets(index, 1).Tags);
    }

    [Fact]
    public void An_article_without_a_date_is_on_no_day()
    {
        using var index = new SearchedArticles([Article(1), Article(2) with { Published = new DateTimeOffset(2015, 3, 10, 23, 0, 0, TimeSpan.Zero) }]);
        Assert.Equal([new DayCount(new DateOnly(2015, 3, 10), 1)], Facets(index, 5).Days);
    }

    [Fact]
    public void Nothing_is_counted_unless_asked_for()
    {
        using var index = new SearchedArticles([Article(1)]);
        Assert.Null(index.Searcher.Search(new SearchRequest("*:*")).Facets);
    }

    private static ArticleFacets Facets(SearchedArticles index, int most) => index.Searcher.Search(new SearchRequest("*:*") { Facets = most }).Facets!;

    private static long Total(SearchedArticles index, SearchRequest request) => index.Searcher.Search(request with { Top = 0, Facets = 0 }).Total;

    private static ArticleText Article(int number) => new() { Id = number.ToString(CultureInfo.InvariantCulture), Seq = number + 1, Seen = ArticleIndex.Now, Body = "Lebanon" };

    private static ArticleText Random(Random random, int number) => Article(number) with
    {
        Body = (random.Next(3) > 0 ? "Lebanon " : "") + (random.Next(2) > 0 ? "border" : "road"),
        Source = Sources[random.Next(Sources.Length)],
        Language = Languages[random.Next(Languages.Length)],
        Tags = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Tags[random.Next(Tags.Length)])],
        Published = random.Next(5) == 0 ? null : ArticleIndex.Now.AddMinutes(-random.Next(20_000)),
    };
}
