using Search.Data.Stages;
using Search.Testing;

namespace Search.Data.Tests.Stages;

public sealed class CursorStoreTests : IDisposable
{
    private readonly TemporaryDatabase _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_cursor_moves_only_from_where_it_was_read()
    {
        Assert.Equal(0, await ReadAsync());
        Assert.True(await AdvanceAsync(0, 5));
        Assert.False(await AdvanceAsync(0, 7));
        Assert.True(await AdvanceAsync(5, 9));
        Assert.Equal(9, await ReadAsync());
    }

    [Fact]
    public async Task Runs_and_settings_are_kept()
    {
        await _data.Database.WriteAsync(async session =>
        {
            await session.Runs.AddAsync(new StageRun { Stage = Stage.Match, StartedAt = _data.Time.GetUtcNow(), Done = 3 });
            await session.Runs.AddAsync(new StageRun { Stage = Stage.Poll, StartedAt = _data.Time.GetUtcNow(), Failed = 1, Error = "no" });
            await session.Settings.WriteAsync("a", "1");
            await session.Settings.WriteAsync("a", "2");
        });

        await using var session = await _data.Database.BeginReadAsync();
        Assert.Equal(3, Assert.Single(await session.Runs.NewestAsync(Stage.Match, 10)).Done);
        Assert.Equal([Stage.Poll, Stage.Match], (await session.Runs.NewestAsync(null, 10)).Select(run => run.Stage));
        Assert.Equal("2", await session.Settings.ReadAsync("a"));
        Assert.Null(await session.Settings.ReadAsync("b"));
    }

    private Task<long> ReadAsync() => _data.Database.ReadAsync(session => session.Cursors.ReadAsync(Stage.Match));

    private Task<bool> AdvanceAsync(long from, long to) =>
        _data.Database.WriteAsync(session => session.Cursors.AdvanceAsync(Stage.Match, from, to));
}
