using System.Globalization;
using Search.Data.Articles;
using Search.Ingest.Stages;
using Search.Lucene.Codecs;
using Search.Lucene.Store;
using Search.Queries.Searching;
using Search.Testing;

namespace Search.Ingest.Tests.Stages;

public sealed class IndexAccessTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TemporaryDatabase _data = new();
    private readonly MemoryDirectory _index = new();
    private readonly MemoryDirectory _building = new();

    public void Dispose()
    {
        _index.Dispose();
        _building.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task A_free_lock_means_that_this_process_indexes_and_leaves()
    {
        await IngestAsync(1);
        Assert.Equal(1, await Access().CatchUpAsync(Patience, progress: null, CancellationToken.None));
        using var free = await IndexStage.OpenAsync(_data.Database, _index, CancellationToken.None);
        Assert.Equal(1, free.Cursor);
    }

    [Fact]
    public async Task A_held_lock_is_waited_for_until_the_cursor_has_passed_the_rows()
    {
        using var holder = await IndexStage.OpenAsync(_data.Database, _index, CancellationToken.None);
        await IngestAsync(1);
        var waiting = Access().CatchUpAsync(Patience, progress: null, CancellationToken.None);
        Assert.False(waiting.IsCompleted);
        await holder.RunAsync(progress: null, CancellationToken.None);
        Assert.Equal(0, await waiting);
        Assert.Equal("1", SegmentInfos.ReadLatest(_index).UserData[ArticleSearcher.CursorKey]);
    }

    [Fact]
    public async Task The_work_of_a_holder_that_goes_away_is_taken_over()
    {
        var holder = await IndexStage.OpenAsync(_data.Database, _index, CancellationToken.None);
        await IngestAsync(1);
        var waiting = Access().CatchUpAsync(Patience, progress: null, CancellationToken.None);
        holder.Dispose();
        Assert.Equal(1, await waiting);
    }

    [Fact]
    public async Task Another_databases_commit_is_not_taken_for_ours()
    {
        using var other = new TemporaryDatabase();
        await IngestAsync(other, 1, 2, 3);
        using var holder = await IndexStage.OpenAsync(other.Database, _index, CancellationToken.None);
        await holder.RunAsync(progress: null, CancellationToken.None);
        await IngestAsync(1);
        await Assert.ThrowsAsync<TimeoutException>(() => Access().CatchUpAsync(TimeSpan.FromMilliseconds(-1), progress: null, CancellationToken.None));
    }

    [Fact]
    public async Task Out_of_patience_names_the_holder()
    {
        using var holder = await IndexStage.OpenAsync(_data.Database, _index, CancellationToken.None);
        await IngestAsync(1);
        var late = await Assert.ThrowsAsync<TimeoutException>(() => Access().CatchUpAsync(TimeSpan.FromMilliseconds(-1), progress: null, CancellationToken.None));
        Assert.Contains("sequence 1", late.Message, StringComparison.Ordinal);
        Assert.Contains("writer", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rebuild_without_a_holder_is_done_here()
    {
        await IngestAsync(1, 2);
        await Access().CatchUpAsync(Patience, progress: null, CancellationToken.None);
        Assert.Equal(new RebuildOutcome(2, Here: true), await Access().RebuildAsync(Patience, progress: null, CancellationToken.None));
    }

    [Fact]
    public async Task A_rebuild_is_asked_of_the_holder_and_waited_for()
    {
        await IngestAsync(1, 2, 3);
        using var holder = await IndexKeeper.OpenAsync(_data.Database, _index, _building, _ => { }, shared: null, CancellationToken.None);
        await holder.FeedAsync(progress: null, CancellationToken.None);
        var waiting = Access().RebuildAsync(Patience, progress: null, CancellationToken.None);
        Assert.False(waiting.IsCompleted);
        while (!waiting.IsCompleted)
        {
            await holder.TendAsync(TimeSpan.Zero, CancellationToken.None);
            _data.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(1);
        }
        Assert.Equal(new RebuildOutcome(3, Here: false), await waiting);
    }

    [Fact]
    public async Task Waiting_can_be_cancelled()
    {
        using var holder = await IndexStage.OpenAsync(_data.Database, _index, CancellationToken.None);
        await IngestAsync(1);
        using var cancel = new CancellationTokenSource();
        var waiting = Access().CatchUpAsync(Patience, progress: null, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Articles_that_could_not_be_indexed_are_told()
    {
        await _data.Database.WriteAsync(data => data.Articles.IngestAsync(new ArticleDraft { Id = new string('x', 40_000), Title = "T", Body = "b" }));
        var access = Access();
        Assert.Equal(1, await access.CatchUpAsync(Patience, progress: null, CancellationToken.None));
        Assert.Single(access.Faults);
    }

    private IndexAccess Access() => new(_data.Database, _index, _building);

    private Task IngestAsync(params int[] numbers) => IngestAsync(_data, numbers);

    private static Task IngestAsync(TemporaryDatabase into, params int[] numbers) => into.Database.WriteAsync(async data =>
    {
        foreach (var number in numbers)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"id-{number}");
            await data.Articles.IngestAsync(new ArticleDraft { Id = id, Url = "https://example.org/" + id, Title = "Title", Body = "text" });
        }
    });
}
