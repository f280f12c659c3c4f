using System.Globalization;
using Search.Data.Articles;
using Search.Ingest.Stages;
using Search.Lucene.Checking;
using Search.Lucene.Codecs;
using Search.Lucene.Documents;
using Search.Lucene.Indexing;
using Search.Lucene.Searching;
using Search.Lucene.Store;
using Search.Queries.Articles;
using Search.Queries.Searching;
using Search.Testing;

namespace Search.Ingest.Tests.Stages;

public sealed class IndexKeeperTests : IDisposable
{
    private readonly TemporaryDatabase _data = new();
    private readonly FaultInjectingDirectory _index = new();
    private readonly FaultInjectingDirectory _building = new();
    private readonly List<string> _said = [];

    public void Dispose()
    {
        _building.Dispose();
        _index.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task A_rebuild_happens_once_for_a_request_and_is_told()
    {
        await IngestAsync(1, 2, 3);
        using var keeper = await OpenAsync();
        await FeedAsync(keeper);
        var old = SegmentInfos.ReadLatest(_index).Segments[0].Info.Id;
        await AskAsync();
        Assert.Equal(3, await TendAsync(keeper));
        Assert.Equal((3, 2), (Found(), _said.Count));
        var rebuilt = SegmentInfos.ReadLatest(_index);
        Assert.NotEqual(old, rebuilt.Segments[0].Info.Id);
        await TendAsync(keeper);
        Assert.Equal((rebuilt.Generation, 2), (SegmentInfos.LatestGeneration(_index), _said.Count));
        Assert.Empty(_building.ListAll());
        Assert.Empty(IndexChecker.Check(_index).UnusedFiles);
    }

    [Fact]
    public async Task Articles_that_come_and_go_meanwhile_are_seen_in_the_old_one_at_once_and_in_the_new()
    {
        await IngestAsync([.. Enumerable.Range(0, 700)]);
        using var keeper = await OpenAsync();
        await FeedAsync(keeper);
        await AskAsync();
        Assert.Equal(256, await TendAsync(keeper));
        await IngestAsync(1_000);
        await _data.Database.WriteAsync(data => data.Articles.TakeDownAsync("id-7", "asked"));
        await FeedAsync(keeper);
        Assert.Equal(700, Found());
        var generation = SegmentInfos.LatestGeneration(_index);
        Assert.Equal(512, await TendAsync(keeper));
        Assert.Equal(702, await TendAsync(keeper));
        Assert.Equal(generation + 1, SegmentInfos.LatestGeneration(_index));
        Assert.Equal((700, 1, 0), (Found(), Found("id-1000"), Found("id-7")));
        await IngestAsync(1_001);
        Assert.Equal(1, await FeedAsync(keeper));
        Assert.Equal(701, Found());
        Assert.True(IndexChecker.Check(_index).IsClean);
    }

    [Fact]
    public async Task A_reader_of_the_old_one_goes_on_after_the_swap()
    {
        await IngestAsync(1, 2);
        using var keeper = await OpenAsync();
        await FeedAsync(keeper);
        using var reader = DirectoryReader.Open(_index);
        await AskAsync();
        await TendAsync(keeper);
        Assert.Equal(2, new IndexSearcher(reader).Count(new TermQuery(FieldNames.Body, "text")));
        using var newer = DirectoryReader.OpenIfChanged(reader)!;
        Assert.Equal(2, new IndexSearcher(newer).Count(new TermQuery(FieldNames.Body, "text")));
    }

    [Fact]
    public async Task An_index_of_another_version_serves_until_the_new_one_is_whole()
    {
        await IngestAsync([.. Enumerable.Range(0, 300)]);
        await IndexAsync();
        WriteVersion("0", new Document().Add(Field.String(FieldNames.Id, "old", stored: true)).Add(Field.Text(FieldNames.Body, "old", stored: true)));
        using var keeper = await OpenAsync();
        await FeedAsync(keeper);
        await TendAsync(keeper);
        using var searcher = new ArticleSearcher(_index, _data.Time);
        Assert.Equal((false, 301L, 0L), (keeper.IsFed, searcher.Search(new SearchRequest("*:*")).Total, searcher.Cursor));
        await TendAsync(keeper);
        using var later = new ArticleSearcher(_index, _data.Time);
        Assert.Equal((true, 300L, 300L), (keeper.IsFed, later.Search(new SearchRequest("*:*")).Total, later.Cursor));
        Assert.Equal(0, Found("old"));
        Assert.Contains("another version", _said[0], StringComparison.Ordinal);
        Assert.Contains("300 rows", _said[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_index_whose_fields_cannot_be_searched_finds_nothing_and_is_written_anew_at_once()
    {
        await IngestAsync(1, 2);
        await IndexAsync();
        // Articles' titles are words here, not one term each.
        Clear();
        WriteVersion("9", new Document().Add(Field.String(FieldNames.Id, "old", stored: true)).Add(Field.String(FieldNames.Title, "old", stored: true)));
        using var searcher = new ArticleSearcher(_index, _data.Time);
        var answer = searcher.Search(new SearchRequest("*:*"));
        Assert.Empty(answer.Hits);
        Assert.Contains("another version", Assert.Single(answer.Notices), StringComparison.Ordinal);
        using var keeper = await OpenAsync();
        Assert.Equal((true, 2L), (keeper.IsFed, await FeedAsync(keeper)));
        Assert.Equal(2, Found());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_full_disk_at_any_step_leaves_the_old_one_and_the_next_request_succeeds(bool inNewFolder)
    {
        await IngestAsync(1, 2, 3);
        await IndexAsync();
        var disk = inNewFolder ? _building : _index;
        var failures = 0;
        for (var step = 0L; step < 120; step++)
        {
            using var keeper = await OpenAsync();
            await FeedAsync(keeper);
            await AskAsync();
            disk.FailAt(disk.Operations + step, forEver: true);
            var failed = await FailsAsync(keeper);
            disk.Heal();
            Assert.Equal(3, Found());
            Assert.True(IndexChecker.Check(_index).IsClean, $"step {step}");
            if (!failed)
                break;
            failures++;
            await IngestAsync(100 + failures);
            await FeedAsync(keeper);
            Assert.Equal(4, Found());
            await _data.Database.WriteAsync(data => data.Articles.TakeDownAsync(Id(100 + failures), "asked"));
            await FeedAsync(keeper);
            await AskAsync();
            await TendAsync(keeper);
            Assert.Null(keeper.Failure);
            Assert.Equal(3, Found());
        }
        Assert.InRange(failures, 5, 119);
    }

    [Fact]
    public async Task A_full_disk_while_merges_come_to_their_end_is_told_and_fails_nothing()
    {
        var rows = 0;
        while (rows < new MergePolicy().SegmentsPerTier)
        {
            await IngestAsync(rows++);
            await IndexAsync();
        }
        var told = 0;
        for (var step = 0; step < 120; step++)
        {
            _said.Clear();
            await IngestAsync(rows++);
            using var keeper = await OpenAsync();
            _index.FailAt(_index.Operations + step, forEver: true);
            var isFed = await IsFedAsync(keeper);
            keeper.Settle();
            _index.Heal();
            Assert.InRange(Found(), isFed ? rows : rows - 1, rows);
            Assert.All(_said, line => Assert.StartsWith("segments of the index could not be merged", line, StringComparison.Ordinal));
            told += _said.Count > 0 ? 1 : 0;
            await FeedAsync(keeper);
        }
        Assert.InRange(told, 20, 120);
        await IngestAsync(rows++);
        await IndexAsync(settles: true);
        Assert.Equal(rows, Found());
        Assert.True(IndexChecker.Check(_index).IsClean);
        Assert.InRange(SegmentInfos.ReadLatest(_index).Segments.Count, 1, new MergePolicy().SegmentsPerTier);
    }

    [Fact]
    public async Task What_a_killed_rebuild_left_is_removed_and_it_begins_again()
    {
        await IngestAsync(1, 2);
        await IndexAsync();
        await AskAsync();
        _building.CreateOutput("_5.fdt").Dispose();
        using var keeper = await OpenAsync();
        Assert.Empty(_building.ListAll());
        Assert.Equal(2, await TendAsync(keeper));
        Assert.Equal(2, _said.Count);
    }

    [Fact]
    public async Task A_damaged_index_is_refused_until_its_rebuild_is_asked_for()
    {
        await IngestAsync(1, 2);
        await IndexAsync();
        _index.DeleteFile(_index.ListAll().First(name => name.EndsWith(".cfs", StringComparison.Ordinal)));
        await Assert.ThrowsAnyAsync<IOException>(OpenAsync);
        await AskAsync();
        using var keeper = await OpenAsync();
        await FeedAsync(keeper);
        await TendAsync(keeper);
        Assert.Equal(2, Found());
        Assert.True(IndexChecker.Check(_index).IsClean);
    }

    [Fact]
    public async Task Each_index_of_a_database_fulfils_a_request_for_itself()
    {
        using var otherIndex = new MemoryDirectory();
        using var otherBuilding = new MemoryDirectory();
        await IngestAsync(1);
        using var one = await OpenAsync();
        using var two = await IndexKeeper.OpenAsync(_data.Database, otherIndex, otherBuilding, _said.Add, shared: null, CancellationToken.None);
        foreach (var keeper in new[] { one, two })
            await FeedAsync(keeper);
        await AskAsync();
        foreach (var keeper in new[] { one, two, one, two })
            await TendAsync(keeper);
        Assert.Equal(4, _said.Count);
    }

    [Fact]
    public async Task A_new_index_needs_no_rebuild_for_an_old_request()
    {
        await IngestAsync(1);
        await AskAsync();
        using var keeper = await OpenAsync();
        await FeedAsync(keeper);
        await TendAsync(keeper);
        Assert.Empty(_said);
    }

    /// <summary>A failure says what failed, and that the old index goes on.</summary>
    private static async Task<bool> FailsAsync(IndexKeeper keeper)
    {
        await TendAsync(keeper);
        if (keeper.Failure is not null)
            Assert.StartsWith("rebuilding the index failed, and the old one goes on: ", keeper.Failure, StringComparison.Ordinal);
        return keeper.Failure is not null;
    }

    private static async Task<bool> IsFedAsync(IndexKeeper keeper)
    {
        try
        {
            await FeedAsync(keeper);
            return true;
        }
        catch (IndexWriteException)
        {
            return false;
        }
    }

    private static Task<long> FeedAsync(IndexKeeper keeper) => keeper.FeedAsync(progress: null, CancellationToken.None);

    private static Task<long> TendAsync(IndexKeeper keeper) => keeper.TendAsync(TimeSpan.Zero, CancellationToken.None);

    private Task<IndexKeeper> OpenAsync() => IndexKeeper.OpenAsync(_data.Database, _index, _building, _said.Add, shared: null, CancellationToken.None);

    private async Task IndexAsync(bool settles = false)
    {
        using var keeper = await OpenAsync();
        await FeedAsync(keeper);
        if (settles)
            keeper.Settle();
    }

    private Task AskAsync() => _data.Database.WriteAsync(data => data.Settings.WriteAsync("index-rebuild", Guid.NewGuid().ToString("N")));

    private void Clear()
    {
        var userData = SegmentInfos.ReadLatest(_index).UserData;
        using var writer = new IndexWriter(_index, new IndexWriterConfig(ArticleSchema.Analyzer) { OpenMode = OpenMode.Create });
        writer.Commit(userData);
    }

    /// <summary>Adds a document and makes the commit one of another version of the schema.</summary>
    private void WriteVersion(string version, Document document)
    {
        using var writer = new IndexWriter(_index, new IndexWriterConfig(ArticleSchema.Analyzer));
        writer.AddDocument(document);
        writer.Commit(new Dictionary<string, string>(writer.UserData, StringComparer.Ordinal) { [ArticleSchema.VersionKey] = version });
    }

    private int Found(string? id = null)
    {
        using var reader = DirectoryReader.Open(_index);
        return new IndexSearcher(reader).Count(id is null ? new MatchAllQuery() : new TermQuery(FieldNames.Id, id));
    }

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"id-{number}");

    private Task IngestAsync(params int[] numbers) => _data.Database.WriteAsync(async data =>
    {
        foreach (var number in numbers)
            await data.Articles.IngestAsync(new ArticleDraft { Id = Id(number), Url = "https://example.org/" + Id(number), Title = "Title", Body = "text" });
    });
}
