using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using Search.Data.Sources;
using Search.Ingest.Fetching;
using Search.Testing;

namespace Search.Ingest.Tests.Fetching;

public sealed class FeedPollerTests : IDisposable
{
    private static readonly FetchLimits Limits = new() { AllowLoopback = true, Retries = 1, RetryDelay = TimeSpan.FromMilliseconds(1), Timeout = TimeSpan.FromSeconds(10), LargestBody = 200_000 };

    private readonly TemporaryDatabase _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_feed_gives_articles_once_and_is_asked_conditionally_then()
    {
        var conditional = new List<string?>();
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            conditional.Add(context.Request.Headers.IfNoneMatch.ToString() + "|" + context.Request.Headers.IfModifiedSince);
            context.Response.Headers.ETag = "\"v1\"";
            context.Response.Headers.LastModified = "Tue, 17 Mar 2015 10:00:00 GMT";
            if (context.Request.Headers.IfNoneMatch == "\"v1\"")
                context.Response.StatusCode = 304;
            else
                await Send(context, Feed("One", "Two"));
        });
        await AddAsync(server.Address + "/feed");
        var first = Assert.Single(await PollAsync());
        Assert.Equal((null, 2, 2), (first.Error, first.Items, first.Added));
        Assert.Empty(await PollAsync());
        _data.Time.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal((null, 0, 0), (await PollAsync()).Select(result => (result.Error, result.Items, result.Added)).Single());
        Assert.Equal(["|", "\"v1\"|Tue, 17 Mar 2015 10:00:00 GMT"], conditional);
        var source = await SourceAsync();
        Assert.Equal((_data.Time.GetUtcNow(), null, "\"v1\""), (source.LastSuccessAt, source.LastError, source.Etag));
        Assert.Equal(_data.Time.GetUtcNow() + TimeSpan.FromMinutes(15), source.NextPollAt);
        Assert.Equal(2, await _data.Database.ReadAsync(session => session.Articles.CountAsync()));
    }

    [Fact]
    public async Task A_changed_item_is_a_revision()
    {
        var text = "before";
        await using var server = await LoopbackServer.StartAsync(context => Send(context, Changing(text, "One")));
        await AddAsync(server.Address + "/feed");
        await PollAsync();
        text = "after";
        _data.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal((0, 1), (await PollAsync()).Select(result => (result.Added, result.Revised)).Single());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task Compressed_answers_are_read(string encoding)
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            context.Response.Headers.ContentEncoding = encoding;
            await context.Response.Body.WriteAsync(Compress(Feed("One"), encoding), context.RequestAborted);
        });
        await AddAsync(server.Address + "/feed");
        Assert.Equal(1, Assert.Single(await PollAsync()).Added);
    }

    [Fact]
    public async Task A_compression_bomb_and_a_flood_are_refused()
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            if (context.Request.Path == "/bomb")
            {
                context.Response.Headers.ContentEncoding = "gzip";
                await context.Response.Body.WriteAsync(Compress(new string(' ', 50_000_000), "gzip"), context.RequestAborted);
                return;
            }
            for (var chunk = 0; chunk < 1_000 && !context.RequestAborted.IsCancellationRequested; chunk++)
                await Send(context, new string('x', 10_000));
        });
        await AddAsync(server.Address + "/bomb");
        await AddAsync(server.Address + "/flood");
        var results = await PollAsync();
        Assert.Equal(2, results.Count);
        Assert.All(results, result => Assert.Contains("larger than", result.Error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(404, "404")]
    [InlineData(500, "500")]
    [InlineData(503, "503")]
    public async Task An_error_is_recorded_with_its_status(int status, string expected)
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        await AddAsync(server.Address + "/feed");
        Assert.Contains(expected, Assert.Single(await PollAsync()).Error, StringComparison.Ordinal);
        var source = await SourceAsync();
        Assert.Contains(expected, source.LastError, StringComparison.Ordinal);
        Assert.Null(source.LastSuccessAt);
        Assert.Equal((1L, _data.Time.GetUtcNow() + TimeSpan.FromMinutes(15)), (source.ErrorCount, source.NextPollAt));
    }

    [Fact]
    public async Task Failures_in_a_row_wait_longer_and_a_success_forgets_them()
    {
        var fails = true;
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            context.Response.StatusCode = fails ? 404 : 200;
            await Send(context, Feed("One"));
        });
        await AddAsync(server.Address + "/feed");
        var waits = new List<double>();
        for (var round = 0; round < 12; round++)
        {
            await PollAsync();
            var next = (await SourceAsync()).NextPollAt;
            waits.Add((next - _data.Time.GetUtcNow()).TotalMinutes);
            _data.Time.Set(next);
        }
        Assert.Equal([15, 30, 60, 120], waits.Take(4));
        Assert.Equal(1_440, waits[^1]);
        fails = false;
        await PollAsync();
        Assert.Equal((0L, null), ((await SourceAsync()).ErrorCount, (await SourceAsync()).LastError));
    }

    [Fact]
    public async Task Retry_After_is_obeyed()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "7200";
            return Task.CompletedTask;
        });
        await AddAsync(server.Address + "/feed");
        await PollAsync();
        Assert.Equal(_data.Time.GetUtcNow() + TimeSpan.FromHours(2), (await SourceAsync()).NextPollAt);
    }

    [Fact]
    public async Task A_feed_that_is_gone_is_no_longer_polled()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = 410;
            return Task.CompletedTask;
        });
        await AddAsync(server.Address + "/feed");
        Assert.Contains("410", Assert.Single(await PollAsync()).Error, StringComparison.Ordinal);
        _data.Time.Advance(TimeSpan.FromDays(30));
        Assert.Empty(await PollAsync());
        Assert.False((await SourceAsync()).Enabled);
    }

    [Fact]
    public async Task A_fault_that_passes_is_tried_again_at_once()
    {
        var asked = 0;
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            if (Interlocked.Increment(ref asked) == 1)
                context.Abort();
            else
                await Send(context, Feed("One"));
        });
        await AddAsync(server.Address + "/feed");
        Assert.Null(Assert.Single(await PollAsync()).Error);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task One_bad_feed_stops_no_other()
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            if (context.Request.Path == "/abort")
                context.Abort();
            else
                await Send(context, context.Request.Path == "/page" ? "<html><link rel=alternate type=application/rss+xml href=/real.xml></html>" : Feed("One " + context.Request.Path));
        });
        foreach (var path in (string[])["/a", "/abort", "/page", "/b"])
            await AddAsync(server.Address + path);
        await AddAsync("http://no-such-host.invalid/feed");
        await AddAsync("ftp://example.com/feed");
        var results = await PollAsync();
        Assert.Equal([false, true, true, false, true, true], results.Select(result => result.IsFailure));
        Assert.Contains(server.Address + "/real.xml", results[2].Error, StringComparison.Ordinal);
        Assert.Contains("no http", results[5].Error, StringComparison.Ordinal);
        Assert.Equal(2, await _data.Database.ReadAsync(session => session.Articles.CountAsync()));
    }

    [Fact]
    public async Task Redirects_are_followed_but_not_for_ever()
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            if (context.Request.Path == "/feed")
                await Send(context, Feed("One"));
            else
                context.Response.Redirect(context.Request.Path == "/moved" ? "/feed" : "/loop", permanent: true);
        });
        await AddAsync(server.Address + "/moved");
        await AddAsync(server.Address + "/loop");
        var results = await PollAsync();
        Assert.Null(results[0].Error);
        Assert.Contains("redirects", results[1].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_address_is_refused_however_it_is_reached()
    {
        var asked = 0;
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            Interlocked.Increment(ref asked);
            context.Response.Redirect("http://169.254.169.254/latest/meta-data/");
            return Task.CompletedTask;
        });
        var port = new Uri(server.Address).Port;
        await AddAsync(server.Address + "/redirect");
        var result = Assert.Single(await PollAsync());
        Assert.Contains("private network", result.Error, StringComparison.Ordinal);
        var closed = Limits with { AllowLoopback = false };
        foreach (var host in (string[])["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1"])
        {
            using var poller = new FeedPoller(_data.Database, closed);
            Assert.Contains("private network", (await poller.ProbeAsync($"http://{host}:{port}/")).Error, StringComparison.Ordinal);
        }
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task A_server_that_never_ends_is_left()
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            await Send(context, "<rss>");
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(TimeSpan.FromMinutes(5), context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        await AddAsync(server.Address + "/slow");
        using var poller = new FeedPoller(_data.Database, Limits with { Timeout = TimeSpan.FromMilliseconds(300) });
        Assert.Contains("no complete answer", Assert.Single(await poller.PollDueAsync()).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_pollers_share_the_work()
    {
        await using var server = await LoopbackServer.StartAsync(context => Send(context, Feed("One " + context.Request.Path)));
        for (var feed = 0; feed < 20; feed++)
            await AddAsync($"{server.Address}/{feed}");
        using var one = new FeedPoller(_data.Database, Limits);
        using var other = new FeedPoller(_data.Database, Limits);
        var results = await Task.WhenAll(one.PollDueAsync(), other.PollDueAsync());
        Assert.Equal(20, results.Sum(result => result.Count));
        Assert.Equal(20, await _data.Database.ReadAsync(session => session.Articles.CountAsync()));
    }

    private async Task<IReadOnlyList<PollResult>> PollAsync()
    {
        using var poller = new FeedPoller(_data.Database, Limits);
        return await poller.PollDueAsync();
    }

    private Task AddAsync(string url) => _data.Database.WriteAsync(session => session.Sources.AddAsync(new SourceDraft { Url = url, Name = "Example" }));

    private async Task<Source> SourceAsync() => (await _data.Database.ReadAsync(session => session.Sources.ListAsync()))[0];

    private static Task Send(HttpContext context, string text) => context.Response.WriteAsync(text, context.RequestAborted);

    private static string Feed(params string[] titles) =>
        "<rss><channel><title>T</title>" + string.Concat(titles.Select(title => $"<item><title>{title}</title><link>https://example.com/{title.Replace(' ', '-')}</link><description>About {title}.</description></item>")) + "</channel></rss>";

    private static string Changing(string text, string title) =>
        $"<rss><channel><title>T</title><item><title>{title}</title><link>https://example.com/1</link><description>{text}</description></item></channel></rss>";

    private static byte[] Compress(string text, string encoding)
    {
        using var compressed = new MemoryStream();
        using (Stream stream = encoding switch
        {
            "gzip" => new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true),
            "br" => new BrotliStream(compressed, CompressionLevel.Fastest, leaveOpen: true),
            _ => new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true),
        })
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }
        return compressed.ToArray();
    }
}
