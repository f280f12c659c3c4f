using System.Globalization;
using Search.Data.Articles;
using Search.Ingest.Stages;
using Search.Lucene.Codecs;
using Search.Lucene.Documents;
using Search.Lucene.Indexing;
using Search.Lucene.Searching;
using Search.Lucene.Store;
using Search.Queries.Articles;
using Search.Queries.Searching;
using Search.Testing;

namespace Search.Ingest.Tests.Stages;

public sealed class IndexStageRecoveryTests : IDisposable
{
    private readonly TemporaryDatabase _data = new();
    private readonly FaultInjectingDirectory _index = new();

    public void Dispose()
    {
        _index.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task Nothing_to_do_writes_no_commit()
    {
        await IngestAsync(1);
        await RunAsync();
        var before = SegmentInfos.LatestGeneration(_index);
        await RunAsync();
        Assert.Equal(before, SegmentInfos.LatestGeneration(_index));
    }

    [Fact]
    public async Task Only_the_current_revision_is_found()
    {
        await IngestAsync("a", "first");
        await RunAsync();
        await IngestAsync("a", "second");
        await IngestAsync("a", "third");
        await RunAsync();
        Assert.Equal((0, 0, 1, 1), (Found("first"), Found("second"), Found("third"), Found()));
    }

    [Fact]
    public async Task A_superseded_revision_is_never_found_even_when_both_are_new()
    {
        await IngestAsync("a", "first");
        await IngestAsync("a", "second");
        await RunAsync();
        Assert.Equal((0, 1, 1), (Found("first"), Found("second"), Found()));
    }

    [Fact]
    public async Task An_article_taken_down_before_it_was_indexed_never_appears()
    {
        await IngestAsync(1);
        await _data.Database.WriteAsync(data => data.Articles.TakeDownAsync("id-1", "asked"));
        await RunAsync();
        Assert.Equal(0, Found());
    }

    [Fact]
    public async Task A_crash_before_the_commit_is_replayed()
    {
        await IngestAsync(1, 2);
        await RunAsync();
        await IngestAsync(3);
        using (var cancel = new CancellationTokenSource())
        using (var stage = await OpenAsync())
        {
            // Documents are in the writer, uncommitted, when the process goes.
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stage.RunAsync(new Told(_ => throw new OperationCanceledException(cancel.Token)), cancel.Token));
            Assert.Equal(2, stage.Cursor);
        }
        Assert.Equal(2, Found());
        Assert.Equal(1, await RunAsync());
        Assert.Equal(3, Found());
    }

    [Fact]
    public async Task A_cancelled_run_is_taken_up_by_the_same_stage_and_doubles_nothing()
    {
        await IngestAsync([.. Enumerable.Range(0, 600)]);
        using var stage = await OpenAsync();
        stage.RowsPerCommit = 256;
        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stage.RunAsync(new Told(rows => CancelAfter(cancel, rows, 512)), cancel.Token));
        Assert.Equal(512, stage.Cursor);
        Assert.Equal(512, Found());
        Assert.Equal(88, await stage.RunAsync(progress: null, CancellationToken.None));
        Assert.Equal(600, Found());
    }

    [Fact]
    public async Task A_full_disk_at_any_step_loses_nothing_once_there_is_room()
    {
        await IngestAsync(1, 2, 3);
        await RunAsync();
        await IngestAsync(4, 5);
        var failures = 0;
        for (var step = 0L; step < 80; step++)
        {
            using var stage = await OpenAsync();
            _index.FailAt(_index.Operations + step, forEver: true);
            var failed = await FailsAsync(stage);
            var committed = stage.Cursor;
            _index.Heal();
            Assert.True(committed <= long.Parse(SegmentInfos.ReadLatest(_index).UserData[ArticleSearcher.CursorKey], CultureInfo.InvariantCulture), "the cursor in memory ran ahead of the commit");
            await stage.RunAsync(progress: null, CancellationToken.None);
            Assert.Equal(await LastSeqAsync(), stage.Cursor);
            Assert.Equal(5 + failures, Found());
            if (!failed)
                break;
            failures++;
            await IngestAsync(100 + failures);
        }
        Assert.True(failures > 5, $"only {failures} steps failed");
    }

    [Fact]
    public async Task An_index_of_another_schema_is_written_anew()
    {
        await IngestAsync(1, 2);
        await RunAsync();
        var stamp = new Dictionary<string, string>(SegmentInfos.ReadLatest(_index).UserData, StringComparer.Ordinal) { [ArticleSchema.VersionKey] = "0" };
        WriteForeign(stamp);
        Assert.Equal(2, await RunAsync());
        Assert.Equal((2, 0), (Found(), Found("foreign")));
    }

    [Fact]
    public async Task A_commit_made_while_the_stage_opens_does_not_throw_the_index_away()
    {
        await IngestAsync(1);
        await RunAsync();
        var opening = new LateLock(_index);
        // Another process brings in a row, indexes it and leaves, just before this one gets the lock.
        opening.BeforeLock = async () =>
        {
            await IngestAsync(2);
            await RunAsync();
        };
        using var stage = await IndexStage.OpenAsync(_data.Database, opening, CancellationToken.None);
        Assert.Equal(2, stage.Cursor);
    }

    [Fact]
    public async Task A_deleted_index_is_written_anew_from_the_rows()
    {
        await IngestAsync(1, 2, 3);
        await RunAsync();
        using var empty = new MemoryDirectory();
        using (var stage = await IndexStage.OpenAsync(_data.Database, empty, CancellationToken.None))
            Assert.Equal(3, await stage.RunAsync(progress: null, CancellationToken.None));
        using var searcher = new ArticleSearcher(empty, _data.Time);
        Assert.Equal(3, searcher.Articles);
    }

    [Fact]
    public async Task One_article_that_cannot_be_indexed_holds_up_no_other()
    {
        await IngestAsync(1);
        var immense = new string('x', 40_000);
        await IngestAsync(immense, "text");
        await IngestAsync(2);
        using var stage = await OpenAsync();
        Assert.Equal(3, await stage.RunAsync(progress: null, CancellationToken.None));
        Assert.Equal((3, 2), (stage.Cursor, Found()));
        var fault = Assert.Single(stage.Faults);
        Assert.Equal((immense, 2L), (fault.ArticleId, fault.Seq));
        Assert.Contains("32766 bytes", fault.Reason, StringComparison.Ordinal);
        Assert.True(fault.ToString().Length < 1_000);
        await stage.RunAsync(progress: null, CancellationToken.None);
        Assert.Empty(stage.Faults);
    }

    [Fact]
    public async Task An_immense_tag_is_cut_and_the_article_is_found()
    {
        await _data.Database.WriteAsync(data => data.Articles.IngestAsync(Draft("t", "text") with { Tags = [new string('ä', 40_000)], Source = new string('s', 40_000) }));
        using var stage = await OpenAsync();
        await stage.RunAsync(progress: null, CancellationToken.None);
        Assert.Empty(stage.Faults);
        Assert.Equal(1, Found("text"));
    }

    [Fact]
    public async Task A_second_writer_is_told_who_holds_the_lock()
    {
        using var stage = await OpenAsync();
        await Assert.ThrowsAsync<LockHeldException>(OpenAsync);
    }

    [Fact]
    public async Task A_fault_while_opening_gives_the_lock_back()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => IndexStage.OpenAsync(_data.Database, _index, cancelled.Token));
        using var stage = await OpenAsync();
        Assert.Equal(0, stage.Cursor);
    }

    private static void CancelAfter(CancellationTokenSource cancel, long rows, long most)
    {
        if (rows >= most)
            cancel.Cancel();
    }

    private static async Task<bool> FailsAsync(IndexStage stage)
    {
        try
        {
            await stage.RunAsync(progress: null, CancellationToken.None);
            return false;
        }
        catch (IndexWriteException e)
        {
            Assert.True(e.ChangesAreLost);
            return true;
        }
    }

    private void WriteForeign(IReadOnlyDictionary<string, string> userData)
    {
        using var writer = new IndexWriter(_index, new IndexWriterConfig(ArticleSchema.Analyzer));
        writer.AddDocument(new Document().Add(Field.String(FieldNames.Id, "foreign", stored: true)).Add(Field.Text(FieldNames.Body, "foreign", stored: true)));
        writer.Commit(userData);
    }

    private Task<IndexStage> OpenAsync() => IndexStage.OpenAsync(_data.Database, _index, CancellationToken.None);

    private async Task<long> RunAsync()
    {
        using var stage = await OpenAsync();
        return await stage.RunAsync(progress: null, CancellationToken.None);
    }

    private int Found(string? word = null)
    {
        using var reader = DirectoryReader.Open(_index);
        return new IndexSearcher(reader).Count(word is null ? new MatchAllQuery() : new TermQuery(FieldNames.Body, word));
    }

    private Task<long> LastSeqAsync() => _data.Database.ReadAsync(data => data.Articles.LastSeqAsync());

    private Task IngestAsync(params int[] numbers) => _data.Database.WriteAsync(async data =>
    {
        foreach (var number in numbers)
            await data.Articles.IngestAsync(Draft(string.Create(CultureInfo.InvariantCulture, $"id-{number}"), "text"));
    });

    private Task IngestAsync(string id, string body) => _data.Database.WriteAsync(data => data.Articles.IngestAsync(Draft(id, body)));

    private static ArticleDraft Draft(string id, string body) => new() { Id = id, Url = "https://example.org/" + id, Title = "Title", Body = body };

    private sealed class Told(Action<long> told) : IProgress<long>
    {
        public void Report(long value) => told(value);
    }
}
