using Search.Alerts.Matching;
using Search.Data.Alerts;
using Search.Data.Articles;

namespace Search.Alerts.Tests.Matching;

/// <summary>What saved queries find in a batch of articles, whatever matches them.</summary>
public abstract class MatcherTests
{
    private static readonly DateTimeOffset Seen = new(2015, 3, 17, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Qalamoun AND incursion", 0)]
    [InlineData("title:Qalamoun", 0, 1)]
    [InlineData("\"weather in Qalamoun\"", 1)]
    [InlineData("fighters -Qalamoun", 2)]
    [InlineData("source:\"Syria Direct\" fighter", 0, 2)]
    [InlineData("القلمون", 3)]
    [InlineData("lang:ar", 3)]
    [InlineData("nothing")]
    public async Task A_query_finds_what_search_would_find(string query, params int[] expected) =>
        Assert.Equal(expected, await FindAsync(query));

    [Fact]
    public async Task Filters_are_part_of_the_query()
    {
        Assert.Equal([3], await FindAsync("Qalamoun OR القلمون", new AlertFilters { Languages = ["ar"] }));
        Assert.Equal([0, 1], await FindAsync("Qalamoun", new AlertFilters { Sources = ["syria direct"] }));
        Assert.Empty(await FindAsync("Qalamoun", new AlertFilters { Sources = ["elsewhere"] }));
    }

    [Fact]
    public async Task Now_is_the_time_at_which_an_article_came_in()
    {
        var articles = new[]
        {
            Article(0, "Qalamoun fresh") with { Published = Seen.AddDays(-1) },
            Article(1, "Qalamoun stale") with { Published = Seen.AddDays(-20) },
            Article(2, "Qalamoun fresh then") with { Seen = Seen.AddYears(-3), Published = Seen.AddYears(-3).AddDays(-2) },
        };
        Assert.Equal([0, 2], await FindAsync("Qalamoun published:[now-7d TO now]", articles: articles));
    }

    [Fact]
    public async Task A_query_that_can_not_run_costs_the_others_nothing()
    {
        var outcome = await MatchAsync(Articles, Version(1, "(Qalamoun"), Version(2, "incursion"));

        Assert.Equal(2, Assert.Single(outcome.Found).Query.AlertId);
        var broken = Assert.Single(outcome.Broken);
        Assert.Equal(1, broken.Query.AlertId);
        Assert.Contains("Character", broken.Reason);
    }

    [Fact]
    public async Task An_article_that_was_taken_down_matches_nothing()
    {
        var gone = Article(0, "") with { DeletedAt = Seen };
        Assert.Empty(await FindAsync("source:\"Syria Direct\"", articles: [gone, gone with { Removed = true }]));
    }

    [Fact]
    public async Task Nothing_is_capped()
    {
        var many = Enumerable.Range(0, 2500).Select(at => Article(at, "Qalamoun")).ToList();
        Assert.Equal(2500, (await FindAsync("Qalam*", articles: many)).Count);
    }

    internal static IReadOnlyList<Article> Articles =>
    [
        Article(0, "Hezbollah begins incursion in Qalamoun", "Fighters entered."),
        Article(1, "Weather in Qalamoun"),
        Article(2, "Fighters leave"),
        Article(3, "معارك في القلمون") with { Language = "ar", Source = "الميادين" },
    ];

    internal abstract Task<MatchOutcome> MatchAsync(IReadOnlyList<Article> articles, params IReadOnlyList<AlertVersion> versions);

    private async Task<IReadOnlyList<int>> FindAsync(string query, AlertFilters? filters = null, IReadOnlyList<Article>? articles = null)
    {
        var outcome = await MatchAsync(articles ?? Articles, Version(1, query) with { Filters = filters ?? AlertFilters.None });
        Assert.Empty(outcome.Broken);
        return [.. outcome.Found.Select(found => (int)found.Article.ArticleId)];
    }

    internal static AlertVersion Version(long alertId, string query) => new() { AlertId = alertId, Version = 1, Query = query, BeganSeq = 0 };

    internal static Article Article(int number, string title, string body = "") => new()
    {
        ArticleId = number,
        Id = $"{number}",
        StoryGroup = number,
        Revision = 1,
        Seq = number + 1,
        Title = title,
        Body = body,
        Seen = Seen,
        FirstSeen = Seen,
        Source = "Syria Direct",
        Language = "en",
    };
}
