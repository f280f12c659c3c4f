using System.Net;
using System.Net.Http.Headers;
using System.Xml.Linq;
using Search.Data.Alerts;

namespace Search.Web.Tests.Endpoints;

public sealed class FeedTests : IAsyncLifetime
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    private WebWorld _world = null!;
    private Alert _alert = null!;

    public async Task InitializeAsync()
    {
        _world = await WebWorld.StartAsync();
        _alert = await _world.AddAlertAsync("Qalamoun watch", "Qalamoun");
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task The_feed_has_what_is_told_and_to_be_told_newest_first()
    {
        await FindAsync("1");
        await _world.TellAsync();
        await FindAsync("2");
        var feed = XElement.Parse(await _world.SourceAsync(Path));

        Assert.Equal(["Qalamoun 2", "Qalamoun 1"], feed.Elements(Atom + "entry").Select(entry => entry.Element(Atom + "title")!.Value));
        Assert.Equal("Qalamoun watch", feed.Element(Atom + "title")!.Value);
        var self = feed.Elements(Atom + "link").Single(link => link.Attribute("rel")!.Value == "self").Attribute("href")!.Value;
        Assert.Equal(new Uri(_world.Client.BaseAddress!, Path).AbsoluteUri, self);
        Assert.Contains("<mark>Qalamoun</mark>", feed.Descendants(Atom + "summary").First().Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readers_come_without_cookies_and_are_told_what_they_get()
    {
        await FindAsync("1");
        using var reader = _world.NewClient();
        using var answer = await reader.GetAsync(new Uri(Path, UriKind.Relative));

        Assert.Equal("application/atom+xml; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("max-age=60, private", answer.Headers.CacheControl!.ToString());
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        using var head = await reader.SendAsync(new HttpRequestMessage(HttpMethod.Head, new Uri(Path, UriKind.Relative)));
        Assert.Equal((HttpStatusCode.OK, answer.Headers.ETag), (head.StatusCode, head.Headers.ETag));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_reader_that_has_the_newest_feed_is_told_so_until_something_changes()
    {
        await FindAsync("1");
        var known = await TagAsync();
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(known.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync($"\"other\", W/{known}"));
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync("*"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("\"other\""));
        await _world.AddArticlesAsync(WebWorld.Article("x", "Nothing of it"));
        await _world.Runner.MatchAsync();
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(known.ToString()));
        await FindAsync("2");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(known.ToString()));
        var two = await TagAsync();
        await _world.Database.WriteAsync(data => data.Articles.TakeDownAsync("2", "asked"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(two.ToString()));
        Assert.Equal(known, await TagAsync());
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        await _world.Database.WriteAsync(data => data.Alerts.UpdateAsync(_alert.AlertId, _alert.ToDraft() with { Name = "Other" }));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(known.ToString()));
    }

    [Fact]
    public async Task An_article_that_was_taken_down_is_absent()
    {
        await FindAsync("1");
        await FindAsync("2");
        await _world.Database.WriteAsync(data => data.Articles.TakeDownAsync("1", "asked"));

        Assert.Equal(["Qalamoun 2"], XElement.Parse(await _world.SourceAsync(Path)).Elements(Atom + "entry").Select(entry => entry.Element(Atom + "title")!.Value));
    }

    [Fact]
    public async Task A_discreet_alert_gives_no_word_away()
    {
        await FindAsync("1");
        await _world.Database.WriteAsync(data => data.Alerts.UpdateAsync(_alert.AlertId, _alert.ToDraft() with { Discreet = true }));
        var feed = await _world.SourceAsync(Path);

        Assert.DoesNotContain("Qalamoun", feed, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("news.example", feed, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("/articles/1", feed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_the_newest_hundred_are_there()
    {
        await _world.AddArticlesAsync([.. Enumerable.Range(0, 120).Select(at => WebWorld.Article($"a{at}", $"Qalamoun {at}"))]);
        await _world.Runner.MatchAsync();
        var entries = XElement.Parse(await _world.SourceAsync(Path)).Elements(Atom + "entry").ToList();

        Assert.Equal(Enumerable.Range(20, 100).Reverse().Select(at => $"Qalamoun {at}"), entries.Select(entry => entry.Element(Atom + "title")!.Value));
        Assert.Equal(100, entries.Select(entry => entry.Element(Atom + "id")!.Value).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Neither_a_guess_nor_another_token_of_the_alert_nor_a_deleted_alert_has_a_feed()
    {
        foreach (var token in (string[])["x", _alert.Id, _alert.ManageToken, _alert.FeedToken.ToUpperInvariant(), new string('0', 32)])
            await _world.SourceAsync("/feeds/" + token, HttpStatusCode.NotFound);
        await _world.SourceAsync(Path);
        await _world.Editor.RemoveAsync(_alert.AlertId);
        await _world.SourceAsync(Path, HttpStatusCode.NotFound);
    }

    private string Path => "/feeds/" + _alert.FeedToken;

    private async Task FindAsync(string id)
    {
        await _world.AddArticlesAsync(WebWorld.Article(id, "Qalamoun " + id, "Convoys in Qalamoun."));
        await _world.Runner.MatchAsync();
    }

    private async Task<EntityTagHeaderValue> TagAsync()
    {
        using var answer = await _world.Client.GetAsync(new Uri(Path, UriKind.Relative));
        return answer.Headers.ETag!;
    }

    private async Task<HttpStatusCode> StatusAsync(string known)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Path, UriKind.Relative));
        Assert.True(request.Headers.TryAddWithoutValidation("If-None-Match", known));
        using var answer = await _world.Client.SendAsync(request);
        Assert.Equal(answer.StatusCode == HttpStatusCode.NotModified ? 0 : 1, Math.Min(1, (await answer.Content.ReadAsByteArrayAsync()).Length));
        Assert.NotNull(answer.Headers.ETag);
        return answer.StatusCode;
    }
}
