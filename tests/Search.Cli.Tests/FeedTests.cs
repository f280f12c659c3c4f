using System.Text.Json;
using Search.Alerts.Mail;
using Search.Testing;

namespace Search.Cli.Tests;

/// <summary>A feed on this machine, polled by the running service: articles, alert and mail where it is allowed, a clear refusal where it is not.</summary>
public sealed class FeedTests : IDisposable
{
    private const string Rss = """
        <?xml version="1.0" encoding="utf-8"?>
        <rss version="2.0"><channel><title>Mountain News</title><link>https://news.example.org/</link>
        <item><title>Convoys cross the Qalamoun range</title><link>https://news.example.org/1</link><guid>https://news.example.org/1</guid>
        <pubDate>Tue, 17 Mar 2015 09:30:00 GMT</pubDate><description>&lt;p&gt;Residents of Qalamoun fear an &lt;b&gt;incursion&lt;/b&gt; this spring.&lt;/p&gt;</description></item>
        <item><title>Apple harvest begins early</title><link>https://news.example.org/2</link><guid>https://news.example.org/2</guid>
        <pubDate>Wed, 18 Mar 2015 10:00:00 GMT</pubDate><description>Growers expect a good year.</description></item>
        </channel></rss>
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly SearchProgram _search;

    public FeedTests() => _search = new SearchProgram(_folder.File("data"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_feed_that_is_allowed_gives_articles_and_a_mail()
    {
        _search.Environment["SEARCH_Feeds__AllowLoopback"] = "true";
        await using var feed = await FeedServer.StartAsync(Rss);
        await _search.MustAsync("alerts", "add", "Qalamoun", "--query", "Qalamoun AND incursion", "--to", "reader@example.org", "--rate", "immediate");
        using var service = await ServiceProcess.StartAsync(_search);
        await _search.MustAsync("sources", "add", feed.Url, "--name", "Mountain News");

        var mail = await service.UntilAsync(() => Task.FromResult(PickedUp()));

        Assert.Contains("Convoys cross the Qalamoun range", MimeReader.Read(await File.ReadAllBytesAsync(mail)).Text, StringComparison.Ordinal);
        var all = (await _search.MustAsync("query", "*:*", "--json")).Json;
        Assert.Equal(2, all.GetProperty("total").GetInt32());
        Assert.All(all.GetProperty("hits").EnumerateArray(), hit => Assert.Equal("Mountain News", hit.GetProperty("source").GetString()));
        var source = await SourceAsync();
        Assert.Equal(JsonValueKind.Null, source.GetProperty("lastError").ValueKind);
        Assert.Equal(JsonValueKind.String, source.GetProperty("lastSuccess").ValueKind);
        await _search.MustAsync("sources", "poll");
        Assert.Equal(0, (await _search.MustAsync("alerts", "run", "--now", "--json")).Json.GetProperty("mails").GetInt32());
    }

    [Fact]
    public async Task A_feed_on_this_machine_is_refused_unless_a_setting_allows_it()
    {
        await using var feed = await FeedServer.StartAsync(Rss);
        await _search.MustAsync("sources", "add", feed.Url);
        using var service = await ServiceProcess.StartAsync(_search);

        var error = await service.UntilAsync(async () => (await SourceAsync()).GetProperty("lastError").GetString());

        Assert.Contains("127.0.0.1 is at an address inside a private network", error, StringComparison.Ordinal);
        Assert.Contains(error, (await _search.MustAsync("sources", "list")).Output, StringComparison.Ordinal);
    }

    private string? PickedUp()
    {
        var outbox = _folder.File("data/outbox");
        return Directory.Exists(outbox) ? Directory.GetFiles(outbox, "*.eml").FirstOrDefault() : null;
    }

    private async Task<JsonElement> SourceAsync() => Assert.Single((await _search.MustAsync("sources", "list", "--json")).JsonLines);
}
