using System.Text.Json;

namespace Search.Web.Tests.Endpoints;

public sealed class StatusTests : IAsyncLifetime
{
    private WebWorld _world = null!;

    public async Task InitializeAsync()
    {
        _world = await WebWorld.StartAsync();
        await _world.AddAlertAsync("Watch", "Qalamoun");
        await _world.AddArticlesAsync(WebWorld.Article("a1", "Fighters in Qalamoun"), WebWorld.Article("a2", "Snow"));
        await _world.TellAsync();
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task A_probe_learns_how_far_the_index_is()
    {
        using var json = JsonDocument.Parse(await _world.SourceAsync("/healthz"));
        Assert.Equal("ok", json.RootElement.GetProperty("status").GetString());
        Assert.Equal(json.RootElement.GetProperty("lastSeq").GetInt64(), json.RootElement.GetProperty("indexedSeq").GetInt64());
    }

    [Fact]
    public async Task Metrics_are_lines_that_Prometheus_reads()
    {
        var lines = (await _world.SourceAsync("/metrics")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("search_articles 2", lines);
        Assert.Contains("search_indexed_articles 2", lines);
        Assert.Contains("search_outbox_sent 1", lines);
        Assert.All(lines, line => Assert.Matches("^(# (HELP|TYPE) )?[a-z_]+ .+$", line));
    }

    [Fact]
    public async Task People_see_the_counts_and_the_last_runs()
    {
        var page = await _world.ReadAsync("/status");
        Assert.Contains("delivery", page, StringComparison.Ordinal);
        Assert.Contains("the outbox folder", page, StringComparison.Ordinal);
    }
}
