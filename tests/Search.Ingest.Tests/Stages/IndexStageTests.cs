using Search.Data;
using Search.Data.Articles;
using Search.Ingest.Samples;
using Search.Ingest.Stages;
using Search.Lucene.Documents;
using Search.Lucene.Indexing;
using Search.Lucene.Store;
using Search.Queries.Articles;
using Search.Queries.Searching;
using Search.Testing;

namespace Search.Ingest.Tests.Stages;

public sealed class IndexStageTests : IDisposable
{
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
    public async Task Rows_become_documents_and_the_commit_says_how_far_it_read()
    {
        await AddAsync("one", "two");
        Assert.Equal(2, await RunAsync());
        Assert.Equal(0, await RunAsync());
        await AddAsync("three");
        Assert.Equal(1, await RunAsync());
        using var reader = DirectoryReader.Open(_index);
        Assert.Equal((3, "3"), (reader.DocCount, reader.UserData[ArticleSearcher.CursorKey]));
        Assert.True(ArticleSchema.IsCurrent(reader.UserData));
        Assert.Equal(1, Count("three"));
    }

    [Fact]
    public async Task A_revision_replaces_its_document_and_a_removal_takes_it_away()
    {
        await AddAsync("one", "two");
        await RunAsync();
        await IngestAsync(new ArticleDraft { Id = "one", Url = "urn:one", Title = "one", Body = "rewritten" });
        await _data.Database.WriteAsync(session => session.Articles.TakeDownAsync("two", "asked"));
        await RunAsync();
        Assert.Equal((1, 0, 1), (Count("rewritten"), Count("two"), Documents()));
    }

    [Fact]
    public async Task Work_that_was_not_committed_is_done_again_without_doubles()
    {
        await AddAsync("one", "two", "three");
        await RunAsync();
        await AddAsync("four");
        using (var stopped = await IndexStage.OpenAsync(_data.Database, _index, CancellationToken.None))
            Assert.Equal(3, stopped.Cursor);
        Assert.Equal(1, await RunAsync());
        Assert.Equal(4, Documents());
    }

    [Fact]
    public async Task An_index_of_another_database_is_written_anew()
    {
        await AddAsync("one", "two");
        await RunAsync();
        using var other = new TemporaryDatabase();
        await other.Database.WriteAsync(session => session.Articles.IngestAsync(Draft("elsewhere")));
        Assert.Equal(1, await RunAsync(other.Database));
        Assert.Equal((1, 0, 1), (Count("elsewhere"), Count("one"), Documents()));
    }

    [Fact]
    public async Task An_index_of_another_database_goes_even_when_there_are_no_rows()
    {
        await AddAsync("one");
        await RunAsync();
        using var empty = new TemporaryDatabase();
        await RunAsync(empty.Database);
        Assert.Equal(0, Documents());
    }

    [Fact]
    public async Task An_index_without_our_stamp_is_written_anew()
    {
        using (var writer = new IndexWriter(_index, new IndexWriterConfig(ArticleSchema.Analyzer)))
        {
            writer.AddDocument(new Document().Add(Field.String("id", "stray", stored: true)));
            writer.Commit();
        }
        await AddAsync("one");
        await RunAsync();
        Assert.Equal(1, Documents());
    }

    [Fact]
    public async Task A_restored_database_that_is_behind_its_index_has_it_written_anew()
    {
        await AddAsync("one", "two");
        using var behind = new TemporaryDatabase();
        await RunAsync();
        var identity = await _data.Database.WriteAsync(DatabaseIdentity.EnsureAsync);
        await behind.Database.WriteAsync(session => session.Settings.WriteAsync("database-identity", identity));
        await behind.Database.WriteAsync(session => session.Articles.IngestAsync(Draft("restored")));
        await RunAsync(behind.Database);
        Assert.Equal((1, 1), (Count("restored"), Documents()));
    }

    [Fact]
    public async Task A_command_waits_for_the_holder_of_the_lock()
    {
        await AddAsync("one");
        var access = new IndexAccess(_data.Database, _index, _building);
        using var holder = await IndexStage.OpenAsync(_data.Database, _index, CancellationToken.None);
        var waiting = access.CatchUpAsync(TimeSpan.FromMinutes(5), progress: null, CancellationToken.None);
        await holder.RunAsync(progress: null, CancellationToken.None);
        Assert.Equal(0, await waiting);
        Assert.Equal(1, Documents());
    }

    [Fact]
    public async Task A_holder_that_does_nothing_is_named_when_patience_ends()
    {
        await AddAsync("one");
        using var holder = await IndexStage.OpenAsync(_data.Database, _index, CancellationToken.None);
        var access = new IndexAccess(_data.Database, _index, _building);
        var error = await Assert.ThrowsAsync<TimeoutException>(() => access.CatchUpAsync(TimeSpan.Zero - TimeSpan.FromSeconds(1), progress: null, CancellationToken.None));
        Assert.Contains("did not pass sequence 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_samples_are_found_and_go_again()
    {
        Assert.InRange(await SampleData.LoadAsync(_data.Database, CancellationToken.None), 25, 40);
        Assert.Equal(0, await SampleData.LoadAsync(_data.Database, CancellationToken.None));
        await RunAsync();
        Assert.True(Count("Qalamoun AND incursion") >= 1);
        await _data.Database.WriteAsync(session => session.Articles.TakeDownSamplesAsync());
        await RunAsync();
        Assert.Equal(0, Documents());
    }

    private Task AddAsync(params string[] names) => IngestAsync([.. names.Select(Draft)]);

    private static ArticleDraft Draft(string name) => new() { Id = name, Url = "urn:" + name, Title = name, Body = "Text about " + name };

    private Task IngestAsync(params ArticleDraft[] drafts) => _data.Database.WriteAsync(async session =>
    {
        foreach (var draft in drafts)
            await session.Articles.IngestAsync(draft);
    });

    private async Task<long> RunAsync(Database? database = null)
    {
        using var stage = await IndexStage.OpenAsync(database ?? _data.Database, _index, CancellationToken.None);
        return await stage.RunAsync(progress: null, CancellationToken.None);
    }

    private long Count(string query)
    {
        using var searcher = new ArticleSearcher(_index, _data.Time);
        return searcher.Search(new SearchRequest(query)).Total;
    }

    private int Documents()
    {
        using var reader = DirectoryReader.Open(_index);
        return reader.DocCount;
    }
}
