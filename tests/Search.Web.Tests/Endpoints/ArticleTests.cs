using System.Net;
using System.Text.Json;

namespace Search.Web.Tests.Endpoints;

public sealed class ArticleTests : IAsyncLifetime
{
    private WebWorld _world = null!;

    public async Task InitializeAsync()
    {
        _world = await WebWorld.StartAsync();
        await _world.AddArticlesAsync(WebWorld.Article("a1", "Fighters in Qalamoun", "First paragraph.\n\nAn incursion was reported.") with { Author = "Salma" });
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task The_page_shows_the_story_with_what_the_query_matches()
    {
        var page = await _world.ReadAsync("/articles/a1?q=incursion");
        Assert.Contains("Fighters in Qalamoun", page, StringComparison.Ordinal);
        Assert.Contains("<p dir=\"auto\">First paragraph.</p>", page, StringComparison.Ordinal);
        Assert.Contains("An <mark>incursion</mark> was reported.", page, StringComparison.Ordinal);
        Assert.Contains("<bdi>Salma</bdi>", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://news.example/a1\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_that_is_none_marks_nothing_and_hides_nothing()
    {
        var page = await _world.ReadAsync("/articles/a1?q=((");
        Assert.Contains("An incursion was reported.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<mark>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revisions_are_kept_and_shown()
    {
        await _world.AddArticlesAsync(WebWorld.Article("a1", "Fighters in Qalamoun", "A corrected text."));

        var now = await _world.ReadAsync("/articles/a1");
        Assert.Contains("A corrected text.", now, StringComparison.Ordinal);
        Assert.Contains("/articles/a1?revision=1", now, StringComparison.Ordinal);
        Assert.Contains("An incursion was reported.", await _world.ReadAsync("/articles/a1?revision=1"), StringComparison.Ordinal);
        await _world.ReadAsync("/articles/a1?revision=9", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_same_text_elsewhere_is_named()
    {
        await _world.AddArticlesAsync(WebWorld.Article("b1", "Fighters in Qalamoun", "First paragraph.\n\nAn incursion was reported.") with { Source = "Other Wire" });
        var page = await _world.ReadAsync("/articles/a1");
        Assert.Contains("The same text elsewhere", page, StringComparison.Ordinal);
        Assert.Contains("Other Wire", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_taken_down_is_gone_with_its_reason_and_without_its_text()
    {
        await _world.Database.WriteAsync(data => data.Articles.TakeDownAsync("a1", "asked by the author"));

        foreach (var path in new[] { "/articles/a1", "/articles/a1?revision=1", "/api/v1/articles/a1" })
        {
            var text = await _world.ReadAsync(path, HttpStatusCode.Gone);
            Assert.Contains("asked by the author", text, StringComparison.Ordinal);
            Assert.DoesNotContain("incursion", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Similar_articles_are_those_of_other_stories()
    {
        await _world.AddArticlesAsync(
            WebWorld.Article("b1", "Fighters in Qalamoun", "First paragraph.\n\nAn incursion was reported.") with { Source = "Other Wire" },
            WebWorld.Article("c1", "Incursion feared", "Residents of Qalamoun saw fighters."),
            WebWorld.Article("d1", "Snow", "The road is closed."));

        var page = await _world.ReadAsync("/articles/a1");

        var similar = page[page.IndexOf("Similar articles", StringComparison.Ordinal)..];
        Assert.Contains("/articles/c1\"", similar, StringComparison.Ordinal);
        Assert.DoesNotContain("/articles/b1", similar, StringComparison.Ordinal);
        Assert.DoesNotContain("/articles/d1", similar, StringComparison.Ordinal);
        Assert.DoesNotContain("Similar articles", await _world.ReadAsync("/articles/d1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_index_keeps_no_article_from_being_read()
    {
        _world.DamageIndex();
        Assert.Contains("An incursion was reported.", await _world.ReadAsync("/articles/a1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_api_gives_an_article_with_its_text()
    {
        using var json = JsonDocument.Parse(await _world.SourceAsync("/api/v1/articles/a1"));
        Assert.Equal("Fighters in Qalamoun", json.RootElement.GetProperty("title").GetString());
        Assert.Equal("First paragraph.\n\nAn incursion was reported.", json.RootElement.GetProperty("body").GetString());
        Assert.Equal(1, json.RootElement.GetProperty("revision").GetInt32());
    }
}
