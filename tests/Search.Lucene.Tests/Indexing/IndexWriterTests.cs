using Search.Lucene.Codecs;
using Search.Lucene.Documents;
using Search.Lucene.Indexing;
using Search.Lucene.Store;
using Search.Testing;
using Search.Testing.Model;

namespace Search.Lucene.Tests.Indexing;

public class IndexWriterTests
{
    private static readonly IndexWriterConfig Config = new(WordAnalyzer.Instance);

    /// <summary>The second phase once committed what was added after a first phase that had nothing to do.</summary>
    [Fact]
    public void What_is_added_after_a_commit_was_prepared_belongs_to_the_next_one_even_when_there_was_nothing_to_prepare()
    {
        using var directory = new MemoryDirectory();
        using var writer = new IndexWriter(directory, new IndexWriterConfig(WordAnalyzer.Instance));
        writer.Commit();
        writer.PrepareCommit();
        writer.AddDocument(new Document().Add(Field.String("id", "1", stored: true)));
        writer.Commit();
        using (var reader = DirectoryReader.Open(directory))
            Assert.Equal(0, reader.DocCount);
        writer.Commit();
        using (var reader = DirectoryReader.Open(directory))
            Assert.Equal(1, reader.DocCount);
    }

    [Fact]
    public void What_is_not_committed_is_seen_by_nobody_and_gone_after_closing()
    {
        using var directory = new MemoryDirectory();
        using (var writer = new IndexWriter(directory, Config))
        {
            writer.AddDocument(Doc("1", "committed"));
            writer.Commit();
            writer.AddDocument(Doc("2", "not"));
            writer.Flush();
            Assert.Equal(["1"], Ids(directory));
        }
        Assert.Equal(["1"], Ids(directory));
        using var again = new IndexWriter(directory, Config);
        Assert.Equal(1, again.MaxDoc);
    }

    [Fact]
    public void A_closed_index_holds_no_file_that_its_commit_does_not_need()
    {
        using var directory = new MemoryDirectory();
        using (var writer = new IndexWriter(directory, Config with { RamBufferMegabytes = 0.01, CompoundFileMegabytes = 0 }))
        {
            for (var i = 0; i < 500; i++)
                writer.UpdateDocument("id", $"{i % 90}", Doc($"{i % 90}", $"words {i}"));
            writer.Commit();
            writer.AddDocument(Doc("x", "dropped"));
            writer.Flush();
        }
        Assert.Equal(SegmentInfos.ReadLatest(directory).Files(), directory.ListAll());
    }

    [Fact]
    public void User_data_stands_in_the_commit_and_stays_until_it_is_replaced()
    {
        using var directory = new MemoryDirectory();
        using (var writer = new IndexWriter(directory, Config))
        {
            writer.AddDocument(Doc("1", "a"));
            writer.Commit(new Dictionary<string, string> { ["cursor"] = "17" });
            writer.AddDocument(Doc("2", "a"));
            writer.Commit();
        }
        using var reader = DirectoryReader.Open(directory);
        Assert.Equal("17", reader.UserData["cursor"]);
        using var next = new IndexWriter(directory, Config);
        Assert.Equal("17", next.UserData["cursor"]);
        next.Commit(new Dictionary<string, string> { ["cursor"] = "18" });
        Assert.Equal("18", DirectoryReader.OpenIfChanged(reader)!.UserData["cursor"]);
    }

    [Fact]
    public void A_commit_without_news_writes_nothing()
    {
        using var directory = new MemoryDirectory();
        using var writer = new IndexWriter(directory, Config);
        writer.Commit();
        var before = directory.ListAll();
        writer.Commit();
        writer.Commit(new Dictionary<string, string>());
        Assert.Equal(before, directory.ListAll());
    }

    [Fact]
    public void A_second_writer_is_refused_until_the_first_is_closed()
    {
        using var folder = new TemporaryFolder();
        using var directory = new MMapDirectory(folder.Path);
        using var other = new MMapDirectory(folder.Path);
        using (new IndexWriter(directory, Config))
        {
            var refusal = Assert.Throws<LockHeldException>(() => new IndexWriter(other, Config));
            Assert.Contains(folder.Path, refusal.Message, StringComparison.Ordinal);
        }
        using var second = new IndexWriter(other, Config);
        second.AddDocument(Doc("1", "a"));
        second.Commit();
        Assert.Equal(["1"], Ids(directory));
    }

    [Fact]
    public void An_immense_term_is_refused_and_the_writer_goes_on_without_the_document()
    {
        using var directory = new MemoryDirectory();
        using var writer = new IndexWriter(directory, Config);
        var immense = new string('x', 32_767);
        var refusal = Assert.Throws<UnindexableDocumentException>(() => writer.AddDocument(Doc(immense, "string")));
        Assert.Contains("\"id\"", refusal.Message, StringComparison.Ordinal);
        writer.AddDocument(Doc("1", "kept"));
        refusal = Assert.Throws<UnindexableDocumentException>(() => writer.UpdateDocument("id", "1", Doc("1", "text " + immense)));
        Assert.Contains("32767 bytes", refusal.Message, StringComparison.Ordinal);
        writer.AddDocument(Doc(new string('y', 32_766), "longest"));
        writer.Commit();
        using var reader = DirectoryReader.Open(directory);
        Assert.Equal(2, reader.DocCount);
        Assert.Equal("1", reader.Document(0).GetString("id"));
    }

    [Fact]
    public void A_field_used_in_two_ways_is_refused()
    {
        using var directory = new MemoryDirectory();
        using var writer = new IndexWriter(directory, Config);
        writer.AddDocument(Doc("1", "a"));
        Assert.Throws<UnindexableDocumentException>(() => writer.AddDocument(new Document().Add(Field.String("body", "a", stored: false))));
        writer.AddDocument(new Document().Add(Field.NumericDocValues("n", 1)));
        Assert.Throws<UnindexableDocumentException>(() => writer.AddDocument(new Document().Add(Field.SortedDocValues("n", "a"))));
        Assert.Throws<UnindexableDocumentException>(() => writer.AddDocument(new Document().Add(Field.NumericDocValues("n", 1)).Add(Field.NumericDocValues("n", 2))));
        writer.Commit();
        Assert.Equal(2, DirectoryReader.Open(directory).DocCount);
    }

    [Fact]
    public void A_little_memory_makes_many_segments_and_all_documents_are_there()
    {
        using var directory = new MemoryDirectory();
        using var writer = new IndexWriter(directory, Config with { RamBufferMegabytes = 0.05, MergePolicy = MergePolicy.None });
        for (var i = 0; i < 2000; i++)
            writer.AddDocument(Doc($"{i}", $"some words and number {i}"));
        writer.Commit();
        using var reader = DirectoryReader.Open(directory);
        Assert.InRange(reader.Leaves.Count, 5, 200);
        Assert.Equal(2000, reader.DocCount);
        Assert.Equal("1999", reader.Document(1999).GetString("id"));
    }

    [Fact]
    public void An_update_replaces_what_was_added_before_but_not_what_comes_later()
    {
        using var directory = new MemoryDirectory();
        using var writer = new IndexWriter(directory, Config);
        writer.AddDocument(Doc("1", "old one"));
        writer.AddDocument(Doc("1", "old two"));
        writer.UpdateDocument("id", "1", Doc("1", "new"));
        writer.AddDocument(Doc("1", "later"));
        writer.DeleteDocuments("id", "absent");
        using var reader = writer.OpenReader();
        Assert.Equal(2, reader.DocCount);
    }

    [Fact]
    public void A_prepared_commit_becomes_visible_when_it_is_finished_and_only_with_what_came_before_it()
    {
        using var directory = new MemoryDirectory();
        using var writer = new IndexWriter(directory, Config);
        writer.AddDocument(Doc("1", "a"));
        writer.PrepareCommit();
        writer.AddDocument(Doc("2", "b"));
        Assert.Throws<IndexNotFoundException>(() => DirectoryReader.Open(directory));
        Assert.Throws<InvalidOperationException>(() => writer.PrepareCommit());
        writer.Commit();
        Assert.Equal(["1"], Ids(directory));
        writer.Commit();
        Assert.Equal(["1", "2"], Ids(directory));
        writer.AddDocument(Doc("3", "c"));
        writer.PrepareCommit();
        writer.Rollback();
        writer.Commit();
        Assert.Equal(["1", "2"], Ids(directory));
    }

    [Fact]
    public void Create_replaces_the_index_only_when_it_commits()
    {
        using var directory = new MemoryDirectory();
        using (var writer = new IndexWriter(directory, Config))
        {
            writer.AddDocument(Doc("old", "a"));
            writer.Commit();
        }
        using (var writer = new IndexWriter(directory, Config with { OpenMode = OpenMode.Create }))
        {
            writer.AddDocument(Doc("lost", "b"));
            writer.Rollback();
            Assert.Equal(0, writer.MaxDoc);
            writer.AddDocument(Doc("new", "b"));
            Assert.Equal(["old"], Ids(directory));
            writer.Commit();
        }
        Assert.Equal(["new"], Ids(directory));
    }

    [Fact]
    public void Append_needs_an_index()
    {
        using var directory = new MemoryDirectory();
        Assert.Throws<IndexNotFoundException>(() => new IndexWriter(directory, Config with { OpenMode = OpenMode.Append }));
        using var writer = new IndexWriter(directory, Config);
        writer.Commit();
        Assert.Equal(0, DirectoryReader.Open(directory).MaxDoc);
    }

    [Fact]
    public void Create_replaces_even_a_damaged_index()
    {
        using var directory = new MemoryDirectory();
        using (var output = directory.CreateOutput("segments_5"))
            output.WriteString("this is no index");
        Assert.Throws<CorruptIndexException>(() => new IndexWriter(directory, Config));
        using var writer = new IndexWriter(directory, Config with { OpenMode = OpenMode.Create });
        writer.AddDocument(Doc("1", "a"));
        writer.Commit();
        Assert.Equal(["1"], Ids(directory));
        Assert.DoesNotContain("segments_5", directory.ListAll());
    }

    [Fact]
    public void A_fully_deleted_segment_goes_away()
    {
        using var directory = new MemoryDirectory();
        using var writer = new IndexWriter(directory, Config);
        writer.AddDocument(Doc("1", "a"));
        writer.Commit();
        writer.AddDocument(Doc("2", "a"));
        writer.DeleteDocuments("id", "1");
        writer.DeleteDocuments("id", "2");
        writer.Commit();
        using var reader = DirectoryReader.Open(directory);
        Assert.Empty(reader.Leaves);
        Assert.Single(directory.ListAll());
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Merging_two_indexes_gives_what_indexing_all_at_once_gives(int seed)
    {
        var documents = new RandomDocuments(seed);
        var all = Enumerable.Range(0, 700).Select(_ => documents.Next()).ToArray();
        using var inParts = Write(all, flushEvery: 100);
        using var atOnce = Write(all, flushEvery: int.MaxValue);
        using var merged = DirectoryReader.Open(inParts);
        using var whole = DirectoryReader.Open(atOnce);
        Assert.Single(merged.Leaves);
        Assert.Equal(IndexDump.Of(whole), IndexDump.Of(merged));
        Assert.Equal(ModelIndex.Lines(all), IndexDump.Of(merged));
        foreach (var extension in (string[])["doc", "pos", "tim", "tip", "nvd", "dvd", "kdd", "kdi"])
            Assert.Equal(Content(whole, extension), Content(merged, extension));
    }

    private static MemoryDirectory Write(IEnumerable<ModelDocument> documents, int flushEvery)
    {
        var directory = new MemoryDirectory();
        using var writer = new IndexWriter(directory, Config with { CompoundFileMegabytes = 0, MergePolicy = MergePolicy.None });
        var count = 0;
        foreach (var document in documents)
        {
            writer.AddDocument(document.ToDocument());
            if (++count % flushEvery == 0)
                writer.Flush();
        }
        writer.ForceMerge(1);
        writer.Commit();
        return directory;
    }

    /// <summary>A file's bytes but for its header, which holds the segment's id, and its checksum.</summary>
    private static byte[] Content(DirectoryReader reader, string extension)
    {
        var name = reader.Directory.ListAll().Single(file => file.EndsWith("." + extension, StringComparison.Ordinal));
        using var file = reader.Directory.OpenInput(name);
        var id = reader.Leaves[0].Info.Info.Id;
        var bytes = file.Slice(0, (int)file.Length - 8).ToArray();
        var at = bytes.AsSpan().IndexOf(id);
        bytes.AsSpan(at, id.Length).Clear();
        return bytes;
    }

    private static Document Doc(string id, string body) =>
        new Document().Add(Field.String("id", id, stored: true)).Add(Field.Text("body", body, stored: true));

    private static List<string> Ids(IndexDirectory directory)
    {
        using var reader = DirectoryReader.Open(directory);
        return [.. Enumerable.Range(0, reader.MaxDoc).Where(reader.IsLive).Select(doc => reader.Document(doc).GetString("id")!)];
    }
}
