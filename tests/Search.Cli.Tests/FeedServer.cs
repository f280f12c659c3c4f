using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Search.Cli.Tests;

/// <summary>Serves one RSS feed on a free port of this machine.</summary>
internal sealed class FeedServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FeedServer(WebApplication app) => _app = app;

    public string Url => _app.Urls.First() + "/feed.xml";

    public static async Task<FeedServer> StartAsync(string rss)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/feed.xml", () => Results.Text(rss, "application/rss+xml"));
        await app.StartAsync(CancellationToken.None);
        return new FeedServer(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
