using Search.Alerts.Matching;
using Search.Data.Alerts;
using Search.Data.Articles;

namespace Search.Alerts.Tests.Matching;

public sealed class BatchMatcherTests
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
    public void A_query_finds_what_search_would_find(string query, params int[] expected) =>
        Assert.Equal(expected, Find(query));

    [Fact]
    public void Filters_are_part_of_the_query()
    {
        Assert.Equal([3], Find("Qalamoun OR القلمون", new AlertFilters { Languages = ["ar"] }));
        Assert.Equal([0, 1], Find("Qalamoun", new AlertFilters { Sources = ["syria direct"] }));
        Assert.Empty(Find("Qalamoun", new AlertFilters { Sources = ["elsewhere"] }));
    }

    [Fact]
    public void Now_is_the_time_at_which_an_article_came_in()
    {
        var articles = new[]
        {
            Article(0, "Qalamoun fresh") with { Published = Seen.AddDays(-1) },
            Article(1, "Qalamoun stale") with { Published = Seen.AddDays(-20) },
            Article(2, "Qalamoun fresh then") with { Seen = Seen.AddYears(-3), Published = Seen.AddYears(-3).AddDays(-2) },
        };
        Assert.Equal([0, 2], Find("Qalamoun published:[now-7d TO now]", articles: articles));
    }

    [Fact]
    public void A_query_that_can_not_run_costs_the_others_nothing()
    {
        var outcome = new BatchMatcher([Version(1, "(Qalamoun"), Version(2, "incursion")]).Match(Articles, CancellationToken.None);

        Assert.Equal(2, Assert.Single(outcome.Found).Query.AlertId);
        var broken = Assert.Single(outcome.Broken);
        Assert.Equal(1, broken.Query.AlertId);
        Assert.Contains("Character", broken.Reason);
    }

    [Fact]
    public void An_article_that_can_not_be_indexed_costs_the_others_of_its_batch_nothing()
    {
        var immense = Article(7, "Qalamoun") with { Id = new string('x', 40_000) };
        Article[] batch = [Articles[0], immense, Articles[1]];

        var outcome = new BatchMatcher([Version(1, "Qalamoun")]).Match(batch, CancellationToken.None);

        Assert.Equal([batch[0], batch[2]], outcome.Found.Select(found => found.Article));
        Assert.Same(immense, Assert.Single(outcome.Unreadable).Article);
    }

    [Fact]
    public void An_article_that_was_taken_down_matches_nothing()
    {
        var gone = Article(0, "") with { DeletedAt = Seen };
        Assert.Empty(Find("source:\"Syria Direct\"", articles: [gone, gone with { Removed = true }]));
    }

    [Fact]
    public void Nothing_is_capped()
    {
        var many = Enumerable.Range(0, 2500).Select(at => Article(at, "Qalamoun")).ToList();
        Assert.Equal(2500, Find("Qalam*", articles: many).Count);
    }

    private static IReadOnlyList<Article> Articles =>
    [
        Article(0, "Hezbollah begins incursion in Qalamoun", "Fighters entered."),
        Article(1, "Weather in Qalamoun"),
        Article(2, "Fighters leave"),
        Article(3, "معارك في القلمون") with { Language = "ar", Source = "الميادين" },
    ];

    private static IReadOnlyList<int> Find(string query, AlertFilters? filters = null, IReadOnlyList<Article>? articles = null)
    {
        var outcome = new BatchMatcher([Version(1, query) with { Filters = filters ?? AlertFilters.None }]).Match(articles ?? Articles, CancellationToken.None);
        Assert.Empty(outcome.Broken);
        return [.. outcome.Found.Select(found => (int)found.Article.ArticleId)];
    }

    private static AlertVersion Version(long alertId, string query) => new() { AlertId = alertId, Version = 1, Query = query, BeganSeq = 0 };

    private static Article Article(int number, string title, string body = "") => new()
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
