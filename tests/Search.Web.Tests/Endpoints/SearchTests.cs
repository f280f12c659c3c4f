using System.Net;
using System.Text.Json;

namespace Search.Web.Tests.Endpoints;

public sealed class SearchTests : IAsyncLifetime
{
    private WebWorld _world = null!;

    public async Task InitializeAsync()
    {
        _world = await WebWorld.StartAsync();
        await _world.AddArticlesAsync(
        [
            WebWorld.Article("a1", "Fighters gather in Qalamoun", "An incursion was reported near the border of Qalamoun."),
            WebWorld.Article("a2", "Snow in Qalamoun", "The road is closed.") with { Source = "Lebanon Wire", Published = new DateTimeOffset(2015, 3, 10, 0, 0, 0, TimeSpan.Zero) },
            WebWorld.Article("a3", "مسلحون في القلمون", "توغل في القلمون الغربي.") with { Language = "ar", Source = "الميادين", Author = "سلمى" },
            .. Enumerable.Range(1, 23).Select(i => WebWorld.Article($"n{i}", $"Parliament sits, day {i}") with { Published = new DateTimeOffset(2015, 1, i, 0, 0, 0, TimeSpan.Zero) }),
        ]);
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task An_empty_page_tells_how_to_ask_and_how_much_there_is()
    {
        var page = await _world.ReadAsync("/");
        Assert.Contains("26 articles", page, StringComparison.Ordinal);
        Assert.Contains("How to ask", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_matched_is_marked_with_source_and_date()
    {
        var page = await _world.ReadAsync("/?q=Qalamoun+AND+incursion");
        Assert.Contains("1 article<", page, StringComparison.Ordinal);
        Assert.Contains("Fighters gather in <mark>Qalamoun</mark>", page, StringComparison.Ordinal);
        Assert.Contains("An <mark>incursion</mark> was reported", page, StringComparison.Ordinal);
        Assert.Contains("<bdi>Syria Direct</bdi>", page, StringComparison.Ordinal);
        Assert.Contains("datetime=\"2015-03-01T08:30:00Z\">1 Mar 2015 08:30<", page, StringComparison.Ordinal);
        Assert.Contains("/articles/a1?q=Qalamoun%20AND%20incursion", page, StringComparison.Ordinal);
        Assert.Contains("/alerts/new?q=Qalamoun%20AND%20incursion", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hit_takes_its_direction_from_its_own_letters()
    {
        var page = await _world.ReadAsync("/?q=" + Uri.EscapeDataString("القلمون"));
        Assert.Contains("<li dir=\"auto\">", page, StringComparison.Ordinal);
        Assert.Contains("<p dir=\"auto\">", page, StringComparison.Ordinal);
        Assert.Contains("<mark>القلمون</mark>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_malformed_query_is_a_400_with_the_place_and_a_mend_that_works()
    {
        var page = await _world.ReadAsync("/?q=" + Uri.EscapeDataString("(Qalamoun OR"), HttpStatusCode.BadRequest);
        Assert.Contains("Character 13:", page, StringComparison.Ordinal);
        Assert.Contains("Did you mean", page, StringComparison.Ordinal);
        var at = page.IndexOf("Did you mean <a href=\"", StringComparison.Ordinal) + "Did you mean <a href=\"".Length;
        await _world.SourceAsync(page[at..page.IndexOf('"', at)]);

        using var json = JsonDocument.Parse(await _world.SourceAsync("/api/v1/search?q=" + Uri.EscapeDataString("(Qalamoun OR"), HttpStatusCode.BadRequest));
        Assert.Equal(12, json.RootElement.GetProperty("errors")[0].GetProperty("position").GetInt32());
    }

    [Fact]
    public async Task Pages_follow_each_other_and_the_last_has_no_next()
    {
        var first = await _world.ReadAsync("/?q=Parliament&sort=newest");
        Assert.Equal(10, Hits(first));
        Assert.Contains("day 23", first, StringComparison.Ordinal);
        Assert.Contains("href=\"/?q=Parliament&sort=newest&page=2\"", first, StringComparison.Ordinal);
        Assert.DoesNotContain("Previous page", first, StringComparison.Ordinal);

        var last = await _world.ReadAsync("/?q=Parliament&sort=newest&page=3");
        Assert.Equal(3, Hits(last));
        Assert.Contains("Previous page", last, StringComparison.Ordinal);
        Assert.DoesNotContain("Next page", last, StringComparison.Ordinal);
        Assert.Equal(0, Hits(await _world.ReadAsync("/?q=Parliament&page=99")));
    }

    [Theory]
    [InlineData("source=Syria+Direct", "a1")]
    [InlineData("source=lebanon+wire", "a2")]
    [InlineData("from=2015-03-02", "a2")]
    [InlineData("to=2015-03-01", "a1")]
    [InlineData("from=2015-03-01&to=2015-03-01", "a1")]
    [InlineData("lang=ar", "")]
    [InlineData("lang=en&sort=newest", "a2 a1")]
    public async Task Filters_narrow_the_page_and_the_api_alike(string filters, string expected)
    {
        var page = await _world.ReadAsync("/?q=Qalamoun&" + filters);
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length, Hits(page));
        Assert.Equal(expected, await IdsAsync("q=Qalamoun&" + filters));
    }

    [Fact]
    public async Task A_filter_that_is_no_day_is_said_to_be_none() =>
        Assert.Contains("2015-03-17", await _world.ReadAsync("/?q=Qalamoun&from=17.3.2015", HttpStatusCode.BadRequest), StringComparison.Ordinal);

    [Fact]
    public async Task Nothing_found_says_what_to_try()
    {
        var page = await _world.ReadAsync("/?q=zzzz&lang=en");
        Assert.Contains("Nothing matches", page, StringComparison.Ordinal);
        Assert.Contains("clear filters", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_api_gives_hits_with_the_promised_fields()
    {
        using var json = JsonDocument.Parse(await _world.SourceAsync("/api/v1/search?q=incursion"));
        Assert.Equal(1, json.RootElement.GetProperty("total").GetInt32());
        Assert.True(json.RootElement.GetProperty("exact").GetBoolean());
        var hit = json.RootElement.GetProperty("hits")[0];
        Assert.Equal("a1", hit.GetProperty("id").GetString());
        Assert.Equal("https://news.example/a1", hit.GetProperty("url").GetString());
        Assert.Equal("Fighters gather in Qalamoun", hit.GetProperty("title").GetString());
        Assert.Equal("Syria Direct", hit.GetProperty("source").GetString());
        Assert.Equal(new DateTimeOffset(2015, 3, 1, 8, 30, 0, TimeSpan.Zero), hit.GetProperty("published").GetDateTimeOffset());
        Assert.True(hit.GetProperty("score").GetDouble() > 0);
        var passage = hit.GetProperty("passages")[0];
        var range = passage.GetProperty("highlights")[0];
        Assert.Equal("incursion", passage.GetProperty("text").GetString()![range[0].GetInt32()..range[1].GetInt32()]);
    }

    [Fact]
    public async Task The_api_pages_by_top_and_skip()
    {
        Assert.Equal("n23 n22", await IdsAsync("q=Parliament&sort=newest&top=2"));
        Assert.Equal("n21", await IdsAsync("q=Parliament&sort=newest&top=1&skip=2"));
        Assert.Equal("", await IdsAsync("q=Parliament&skip=23"));
    }

    [Fact]
    public async Task Samples_are_called_fictional_and_go_with_one_click()
    {
        await _world.AddArticlesAsync(WebWorld.Article("s1", "A sample") with { Sample = true });
        Assert.Contains("fictional", await _world.ReadAsync("/"), StringComparison.Ordinal);

        using var response = await _world.PostAsync("/samples/remove");

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.DoesNotContain("fictional", await _world.ReadAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sources_languages_tags_and_days_are_links_that_narrow_the_search()
    {
        await _world.AddArticlesAsync(WebWorld.Article("t1", "Qalamoun again") with { Tags = ["War & peace"] });
        var page = await _world.ReadAsync("/?q=Qalamoun&zone=Asia/Beirut");
        Assert.Contains("href=\"/?q=Qalamoun&source=Lebanon%20Wire&zone=Asia%2FBeirut\"><bdi>Lebanon Wire</bdi></a> <span class=\"quiet\">1</span>", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/?q=Qalamoun&lang=en&zone=Asia%2FBeirut\"><bdi>English</bdi></a>", page, StringComparison.Ordinal);
        Assert.Contains("<bdi>war & peace</bdi></a>", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/?q=Qalamoun&from=2015-03-10&to=2015-03-10&zone=Asia%2FBeirut\">10 Mar 2015</a>", page, StringComparison.Ordinal);
        Assert.Equal("t1", await IdsAsync("q=" + Uri.EscapeDataString("Qalamoun tag:\"war & peace\"")));
    }

    [Fact]
    public async Task The_api_counts_when_asked_and_only_then()
    {
        using var plain = JsonDocument.Parse(await _world.SourceAsync("/api/v1/search?q=Qalamoun"));
        Assert.False(plain.RootElement.TryGetProperty("facets", out _));
        using var json = JsonDocument.Parse(await _world.SourceAsync("/api/v1/search?q=Qalamoun&facets=5"));
        var facets = json.RootElement.GetProperty("facets");
        Assert.Equal(["Lebanon Wire 1", "Syria Direct 1"], facets.GetProperty("source").EnumerateArray().Select(value => $"{value.GetProperty("value")} {value.GetProperty("count")}").Order(StringComparer.Ordinal));
        Assert.Equal(["en 2"], facets.GetProperty("language").EnumerateArray().Select(value => $"{value.GetProperty("value")} {value.GetProperty("count")}"));
        Assert.Equal(["2015-03-01 1", "2015-03-10 1"], facets.GetProperty("day").EnumerateArray().Select(value => $"{value.GetProperty("day")} {value.GetProperty("count")}"));
        await _world.SourceAsync("/api/v1/search?q=Qalamoun&facets=x", HttpStatusCode.BadRequest);
        await _world.SourceAsync("/api/v1/search?q=Qalamoun&zone=Nowhere", HttpStatusCode.BadRequest);
        using var fast = JsonDocument.Parse(await _world.SourceAsync("/api/v1/search?q=Qalamoun&exact=false"));
        Assert.Equal((2, true), (fast.RootElement.GetProperty("total").GetInt32(), fast.RootElement.GetProperty("exact").GetBoolean()));
        await _world.SourceAsync("/api/v1/search?q=Qalamoun&exact=x", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_mistyped_word_is_asked_about_with_a_link_that_mends_it()
    {
        Assert.Contains("Did you mean <a href=\"/?q=parliament&lang=en\"><bdi>parliament</bdi></a>", await _world.ReadAsync("/?q=parliment&lang=en"), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(await _world.SourceAsync("/api/v1/search?q=parliment"));
        Assert.Equal("parliament", json.RootElement.GetProperty("suggestion").GetString());
    }

    private static int Hits(string page) => page.Split("<li dir=\"auto\">").Length - 1;

    private async Task<string> IdsAsync(string query)
    {
        using var json = JsonDocument.Parse(await _world.SourceAsync("/api/v1/search?" + query));
        return string.Join(' ', json.RootElement.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("id").GetString()));
    }
}
