using Search.Testing;

namespace Search.Data.Tests;

public sealed class DatabaseTests : IDisposable
{
    private readonly TemporaryDatabase _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Work_that_throws_leaves_nothing_behind()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => _data.Database.WriteAsync(async session =>
        {
            await session.Articles.IngestAsync(Drafts.Article());
            throw new InvalidDataException();
        }));

        Assert.Equal(0, await _data.Database.ReadAsync(session => session.Articles.LastSeqAsync()));
        await _data.Database.WriteAsync(session => session.Articles.IngestAsync(Drafts.Article()));
        Assert.Equal(1, await _data.Database.ReadAsync(session => session.Articles.LastSeqAsync()));
    }

    [Fact]
    public async Task A_reader_does_not_wait_for_a_writer_and_sees_what_is_committed()
    {
        await using var writing = await _data.Database.BeginWriteAsync();
        await writing.Articles.IngestAsync(Drafts.Article());

        Assert.Equal(0, await _data.Database.ReadAsync(session => session.Articles.CountAsync(), writing.Cancellation));
        await writing.CommitAsync();
        Assert.Equal(1, await _data.Database.ReadAsync(session => session.Articles.CountAsync(), writing.Cancellation));
    }

    [Fact]
    public async Task A_reading_session_cannot_commit()
    {
        await using var reading = await _data.Database.BeginReadAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => reading.CommitAsync());
    }

    [Fact]
    public async Task Many_processes_may_open_a_new_database_at_once()
    {
        using var folder = new TemporaryFolder();
        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Database.OpenAsync(folder.File("new/search.db")))));

        foreach (var database in opened)
        {
            Assert.Equal(0, await database.ReadAsync(session => session.Articles.LastSeqAsync()));
            database.Dispose();
        }
    }

    [Fact]
    public async Task What_was_stored_is_there_after_opening_again()
    {
        await _data.Database.WriteAsync(session => session.Settings.WriteAsync("colour", "blue"));
        using var again = _data.OpenAgain();

        Assert.Equal("blue", await again.ReadAsync(session => session.Settings.ReadAsync("colour")));
    }
}
