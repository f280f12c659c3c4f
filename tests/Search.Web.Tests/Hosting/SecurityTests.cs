using System.Net;
using System.Text.RegularExpressions;
using Search.Data.Alerts;

namespace Search.Web.Tests.Hosting;

public sealed partial class SecurityTests : IAsyncLifetime
{
    private const string Hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u202Etxt.exe";

    private WebWorld _world = null!;
    private Alert _alert = null!;

    public async Task InitializeAsync()
    {
        _world = await WebWorld.StartAsync();
        await _world.AddArticlesAsync(
            WebWorld.Article("a1", "Fighters in Qalamoun"),
            WebWorld.Article("a2", "Qalamoun " + Hostile, "Qalamoun " + Hostile) with { Source = Hostile, Author = Hostile, Tags = [Hostile], Url = "https://news.example/\"><script>" },
            WebWorld.Article("a3", "Qalamoun javascript") with { Url = "javascript:alert(1)" });
        _alert = await _world.AddAlertAsync("Alert " + Hostile, "Qalamoun");
        await _world.AddArticlesAsync(WebWorld.Article("a4", "Later in Qalamoun " + Hostile));
        await _world.TellAsync();
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    private string[] Pages =>
    [
        "/", "/?q=Qalamoun", "/?q=" + Uri.EscapeDataString(Hostile), "/?q=(&source=" + Uri.EscapeDataString(Hostile), "/articles/a1", "/articles/a2", "/articles/a2?q=" + Uri.EscapeDataString(Hostile),
        "/articles/a3", "/articles/none", "/alerts", "/alerts/new", "/alerts/new?q=" + Uri.EscapeDataString(Hostile), "/alerts/" + _alert.Id, "/sources", "/outbox", "/outbox/1", "/status", "/help",
        "/unsubscribe/none", "/confirm/none", "/manage/none", "/manage/" + _alert.ManageToken, "/digests/none", "/nowhere", "/fault",
    ];

    [Fact]
    public async Task Every_answer_carries_the_security_headers()
    {
        foreach (var path in Pages.Concat(["/style.css", "/icon.svg", "/healthz", "/metrics", "/api/v1/outbox", "/api/v1/fault", "/outbox/1/html"]))
        {
            using var response = await _world.Client.GetAsync(new Uri(path, UriKind.Relative));
            var policy = response.Headers.GetValues("Content-Security-Policy").Single();
            Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("noindex, nofollow", response.Headers.GetValues("X-Robots-Tag").Single());
            Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
            Assert.True(response.Headers.CacheControl is { NoStore: true } or { MaxAge: not null }, path);
            Assert.False(response.Headers.Contains("Server"), path);
        }
    }

    [Fact]
    public async Task No_page_holds_a_script_whatever_stands_in_articles_names_and_queries()
    {
        foreach (var path in Pages)
        {
            using var response = await _world.Client.GetAsync(new Uri(path, UriKind.Relative));
            var source = await response.Content.ReadAsStringAsync();
            Assert.DoesNotContain("<script", source, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img", source, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("href=\"javascript:", source, StringComparison.OrdinalIgnoreCase);
            Assert.False(HandlerAttribute().IsMatch(source), path);
        }
    }

    [Fact]
    public async Task Hostile_text_is_shown_as_it_is()
    {
        Assert.Contains(Hostile, await _world.ReadAsync("/articles/a2"), StringComparison.Ordinal);
        Assert.Contains("Alert " + Hostile, await _world.ReadAsync("/alerts/" + _alert.Id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_changes_direction_unseen_is_kept_out_of_the_title_bar()
    {
        var page = await _world.ReadAsync("/articles/a2");
        var title = page[page.IndexOf("<title>", StringComparison.Ordinal)..page.IndexOf("</title>", StringComparison.Ordinal)];
        Assert.Contains("txt.exe", title, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', title);
    }

    [Fact]
    public async Task A_mails_html_is_shut_in_a_sandbox_of_its_own_policy()
    {
        using var response = await _world.Client.GetAsync(new Uri("/outbox/1/html", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("sandbox", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("192.168.1.1")]
    public async Task A_request_for_another_host_is_refused(string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/alerts");
        request.Headers.Host = host;
        using var response = await _world.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.DoesNotContain("Alert ", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_our_token_is_refused_and_changes_nothing()
    {
        string[] paths =
        [
            "/alerts", $"/alerts/{_alert.Id}", $"/alerts/{_alert.Id}/pause", $"/alerts/{_alert.Id}/resume", $"/alerts/{_alert.Id}/remove", $"/alerts/{_alert.Id}/test",
            $"/alerts/{_alert.Id}/run", $"/alerts/{_alert.Id}/off", $"/alerts/{_alert.Id}/reinstate", $"/manage/{_alert.ManageToken}", $"/manage/{_alert.ManageToken}/pause",
            $"/manage/{_alert.ManageToken}/resume", $"/manage/{_alert.ManageToken}/off", $"/manage/{_alert.ManageToken}/remove", "/sources", "/sources/1/remove", "/sources/1/poll", "/samples/remove",
        ];
        var token = await _world.TokenAsync();
        using var stranger = _world.NewClient();
        foreach (var path in paths)
        {
            using var without = await WebWorld.SendAsync(_world.Client, path, ("url", "https://news.example/feed"), ("query", "x"), ("name", "x"), ("to", "x@example.org"));
            Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);
            using var wrong = await WebWorld.SendAsync(stranger, path, ("__RequestVerificationToken", token), ("url", "https://news.example/feed"));
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        }
        await using var data = await _world.Database.BeginReadAsync();
        var alert = Assert.Single(await data.Alerts.ListAsync());
        Assert.Equal(("Qalamoun", null), (alert.Query, alert.PausedAt));
        Assert.Empty(await data.Sources.ListAsync());
        Assert.Single(await data.Outbox.NewestAsync(10));
    }

    [Fact]
    public async Task A_notice_comes_by_number_and_never_as_text()
    {
        Assert.DoesNotContain("call 555", await _world.ReadAsync("/alerts?notice=" + Uri.EscapeDataString("call 555")), StringComparison.Ordinal);
        Assert.DoesNotContain("role=\"status\"", await _world.ReadAsync("/alerts?notice=99999"), StringComparison.Ordinal);
        Assert.Contains("The alert is saved.", await _world.ReadAsync("/alerts?notice=0"), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"<[^>""]*(?:""[^""]*""[^>""]*)*\son[a-z]+\s*=", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex HandlerAttribute();
}
