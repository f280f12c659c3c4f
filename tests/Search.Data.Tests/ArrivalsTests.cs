using Search.Testing;

namespace Search.Data.Tests;

public sealed class ArrivalsTests : IDisposable
{
    private readonly TemporaryDatabase _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Articles_are_told_when_they_are_committed_and_not_before()
    {
        await using (var session = await _data.Database.BeginWriteAsync())
        {
            await session.Articles.IngestAsync(Drafts.Article());
            Assert.False(IsTold());
            await session.CommitAsync();
        }
        Assert.True(IsTold());
        Assert.False(IsTold());
    }

    [Fact]
    public async Task What_is_no_news_and_what_is_dropped_is_not_told()
    {
        await _data.Database.WriteAsync(session => session.Articles.IngestAsync(Drafts.Article()));
        Assert.True(IsTold());
        await _data.Database.WriteAsync(session => session.Articles.IngestAsync(Drafts.Article()));
        await using (var dropped = await _data.Database.BeginWriteAsync())
            await dropped.Articles.IngestAsync(Drafts.Article("https://example.org/other"));

        Assert.False(IsTold());
    }

    [Fact]
    public async Task Several_commits_before_a_look_are_told_once()
    {
        for (var at = 0; at < 5; at++)
            await _data.Database.WriteAsync(session => session.Articles.IngestAsync(Drafts.Article($"https://example.org/{at}")));
        Assert.True(IsTold());
        Assert.False(IsTold());
    }

    private bool IsTold()
    {
        using var now = new CancellationTokenSource();
        var told = _data.Database.Arrivals.WaitAsync(now.Token);
        now.Cancel();
        return told.IsCompletedSuccessfully;
    }
}
