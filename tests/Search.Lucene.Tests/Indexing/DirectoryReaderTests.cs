using Search.Lucene.Documents;
using Search.Lucene.Indexing;
using Search.Lucene.Store;
using Search.Testing;
using Search.Testing.Model;

namespace Search.Lucene.Tests.Indexing;

public class DirectoryReaderTests
{
    private static readonly IndexWriterConfig Config = new(WordAnalyzer.Instance) { MergePolicy = MergePolicy.None };

    [Fact]
    public void A_snapshot_stays_as_it_was_whatever_the_writer_does()
    {
        using var folder = new TemporaryFolder();
        using var directory = new MMapDirectory(folder.Path);
        using var writer = new IndexWriter(directory, Config);
        writer.AddDocument(Doc("1"));
        writer.AddDocument(Doc("2"));
        using var near = writer.OpenReader();
        writer.Commit();
        using var committed = DirectoryReader.Open(directory);
        var before = IndexDump.Of(near);
        writer.DeleteDocuments("id", "1");
        writer.AddDocument(Doc("3"));
        writer.ForceMerge(1);
        writer.Commit();
        Assert.Equal(before, IndexDump.Of(near));
        Assert.Equal(before, IndexDump.Of(committed));
        using var after = DirectoryReader.OpenIfChanged(committed)!;
        Assert.Equal(2, after.DocCount);
        Assert.Null(DirectoryReader.OpenIfChanged(after));
    }

    [Fact]
    public void Unchanged_segments_are_shared_by_the_next_reader()
    {
        using var directory = new MemoryDirectory();
        using var writer = new IndexWriter(directory, Config);
        writer.AddDocument(Doc("1"));
        writer.AddDocument(Doc("2"));
        writer.Commit();
        var first = DirectoryReader.Open(directory);
        writer.AddDocument(Doc("3"));
        writer.DeleteDocuments("id", "1");
        writer.Commit();
        using var second = DirectoryReader.OpenIfChanged(first)!;
        Assert.Same(first.Leaves[0].Core, second.Leaves[0].Core);
        Assert.Null(first.Leaves[0].LiveDocs);
        first.Dispose();
        Assert.Equal(2, second.DocCount);
        Assert.Equal("2", second.Document(1).GetString("id"));
        Assert.Equal("3", second.Document(2).GetString("id"));
        Assert.False(second.IsLive(0));
    }

    [Fact]
    public void A_reader_closes_with_its_last_user()
    {
        using var directory = new MemoryDirectory();
        using var writer = new IndexWriter(directory, Config);
        writer.AddDocument(Doc("1"));
        writer.Commit();
        var reader = DirectoryReader.Open(directory);
        reader.AddReference();
        reader.Dispose();
        Assert.Equal("1", reader.Document(0).GetString("id"));
        reader.Dispose();
        Assert.Throws<ObjectDisposedException>(reader.AddReference);
    }

    [Fact]
    public void A_document_number_outside_is_refused()
    {
        using var directory = new MemoryDirectory();
        using var writer = new IndexWriter(directory, Config);
        writer.AddDocument(Doc("1"));
        writer.Commit();
        using var reader = DirectoryReader.Open(directory);
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.Document(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.Document(-1));
    }

    [Fact]
    public async Task Readers_open_a_whole_commit_while_a_writer_commits_without_pause()
    {
        using var folder = new TemporaryFolder();
        using var directory = new MMapDirectory(folder.Path);
        using var writer = new IndexWriter(directory, new IndexWriterConfig(WordAnalyzer.Instance));
        writer.Commit(new Dictionary<string, string> { ["n"] = "0" });
        using var stop = new CancellationTokenSource();
        var reading = Task.Run(() => ReadUntil(directory, stop.Token), CancellationToken.None);
        for (var i = 1; i <= 150; i++)
        {
            writer.AddDocument(Doc($"{i}"));
            writer.Commit(new Dictionary<string, string> { ["n"] = $"{i}" });
        }
        await stop.CancelAsync();
        Assert.True(await reading > 0);
    }

    private static int ReadUntil(IndexDirectory directory, CancellationToken stop)
    {
        var opened = 0;
        do
        {
            using var reader = DirectoryReader.Open(directory);
            Assert.Equal(reader.UserData["n"], $"{reader.DocCount}");
            opened++;
        }
        while (!stop.IsCancellationRequested);
        return opened;
    }

    private static Document Doc(string id) =>
        new Document().Add(Field.String("id", id, stored: true)).Add(Field.Text("body", "word number " + id, stored: false));
}
