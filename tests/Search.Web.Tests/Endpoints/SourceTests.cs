using System.Net;
using System.Text.Json;
using Search.Data.Sources;

namespace Search.Web.Tests.Endpoints;

public sealed class SourceTests : IAsyncLifetime
{
    private WebWorld _world = null!;

    public async Task InitializeAsync() => _world = await WebWorld.StartAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task A_source_is_added_polled_on_demand_and_removed()
    {
        Assert.Contains("No sources yet", await _world.ReadAsync("/sources"), StringComparison.Ordinal);

        using var added = await _world.PostAsync("/sources", ("url", "https://news.example/feed.xml"), ("name", "الميادين"), ("language", "ar"), ("minutes", "30"));
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        var source = Assert.Single(await ListAsync());
        Assert.Equal(("https://news.example/feed.xml", "الميادين", "ar", 1_800L), (source.Url, source.Name, source.Language, source.PollSeconds));
        var page = await _world.ReadAsync("/sources");
        Assert.Contains("<bdi>الميادين</bdi>", page, StringComparison.Ordinal);
        Assert.Contains("waiting", page, StringComparison.Ordinal);

        using var polled = await _world.PostAsync($"/sources/{source.SourceId}/poll");
        Assert.Equal(HttpStatusCode.Redirect, polled.StatusCode);
        using var removed = await _world.PostAsync($"/sources/{source.SourceId}/remove");
        Assert.Equal(HttpStatusCode.Redirect, removed.StatusCode);
        Assert.Empty(await ListAsync());
        using var again = await _world.PostAsync($"/sources/{source.SourceId}/remove");
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("news.example/feed")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:secret@news.example/feed")]
    public async Task What_is_no_feeds_address_is_refused_and_stays_in_its_field(string url)
    {
        using var response = await _world.PostAsync("/sources", ("url", url));
        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("is not the address of a feed", page, StringComparison.Ordinal);
        Assert.Contains($"value=\"{url}\"", page, StringComparison.Ordinal);
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task A_source_that_is_there_is_not_added_twice()
    {
        using var first = await _world.PostAsync("/sources", ("url", "https://news.example/feed"));
        using var second = await _world.PostAsync("/sources", ("url", "https://news.example/feed"));
        Assert.Contains("is a source already", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task A_poll_that_failed_is_shown_with_its_reason()
    {
        using var added = await _world.PostAsync("/sources", ("url", "https://news.example/feed"));
        var source = Assert.Single(await ListAsync());
        for (var i = 0; i < 2; i++)
            await _world.Database.WriteAsync(data => data.Sources.RecordFailureAsync(source.SourceId, "<b>not a feed</b>", _world.Time.GetUtcNow().AddHours(1)));

        var page = await _world.SourceAsync("/sources");
        Assert.Contains("&lt;b&gt;not a feed&lt;/b&gt;", page, StringComparison.Ordinal);
        Assert.Contains("2 times in a row", page, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(await _world.SourceAsync("/api/v1/sources"));
        Assert.Equal("<b>not a feed</b>", json.RootElement[0].GetProperty("lastError").GetString());
    }

    private Task<IReadOnlyList<Source>> ListAsync() => _world.Database.ReadAsync(data => data.Sources.ListAsync());
}
