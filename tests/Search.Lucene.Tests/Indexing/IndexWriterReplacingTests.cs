using Search.Analysis.Standard;
using Search.Lucene.Checking;
using Search.Lucene.Documents;
using Search.Lucene.Indexing;
using Search.Lucene.Searching;
using Search.Lucene.Store;

namespace Search.Lucene.Tests.Indexing;

public sealed class IndexWriterReplacingTests : IDisposable
{
    private readonly MemoryDirectory _index = new();
    private readonly MemoryDirectory _other = new();

    public void Dispose()
    {
        _index.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void What_comes_after_a_swap_has_the_fields_of_the_new_index()
    {
        WriteOther();
        using var writer = Open();
        // Flushed: its buffer, which is kept, knows the fields by the old numbers.
        writer.AddDocument(Old("1"));
        writer.Flush();
        writer.ReplaceWith(_other);
        writer.AddDocument(New("3"));
        writer.Commit();
        writer.ForceMerge(1);
        writer.Commit();
        Holds("new 1", "new 2", "new 3");
    }

    [Fact]
    public void Rolled_back_the_old_index_goes_on_with_its_fields()
    {
        WriteOther();
        using var writer = Open();
        writer.AddDocument(Old("1"));
        writer.Commit();
        writer.ReplaceWith(_other);
        writer.AddDocument(New("3"));
        writer.Flush();
        writer.Rollback();
        writer.AddDocument(Old("2"));
        writer.Commit();
        Holds("old 1", "old 2");
    }

    [Fact]
    public void Merges_that_are_under_way_come_to_nothing()
    {
        WriteOther();
        using var writer = new IndexWriter(_index, new IndexWriterConfig(new StandardAnalyzer()) { MergeThreads = 2, MergePolicy = new MergePolicy { SegmentsPerTier = 2, MaxMergeAtOnce = 2 } });
        for (var number = 0; number < 200; number++)
        {
            writer.AddDocument(Old($"{number}"));
            writer.Commit();
        }
        writer.ReplaceWith(_other);
        writer.Commit();
        Assert.Null(writer.LastMergeFailure);
        Holds("new 1", "new 2");
    }

    [Fact]
    public void An_empty_directory_takes_no_index_away()
    {
        using var writer = Open();
        writer.AddDocument(Old("1"));
        Assert.Throws<IndexNotFoundException>(() => writer.ReplaceWith(_other));
        writer.Commit();
        Holds("old 1");
    }

    private IndexWriter Open() => new(_index, new IndexWriterConfig(new StandardAnalyzer()));

    private void WriteOther()
    {
        using var writer = new IndexWriter(_other, new IndexWriterConfig(new StandardAnalyzer()) { FirstSegmentNumber = 1_000 });
        writer.AddDocument(New("1"));
        writer.AddDocument(New("2"));
        writer.Commit();
    }

    private static Document Old(string id) =>
        new Document().Add(Field.String("extra", "x", stored: true)).Add(Field.String("id", "old " + id, stored: true)).Add(Field.Text("body", "old text", stored: false));

    /// <summary>The same fields in another order, so with other numbers.</summary>
    private static Document New(string id) =>
        new Document().Add(Field.Text("body", "new text", stored: false)).Add(Field.String("id", "new " + id, stored: true)).Add(Field.StoredString("extra", "y"));

    private void Holds(params string[] ids)
    {
        Assert.Equal([], IndexChecker.Check(_index).Faults.Select(fault => fault.Message));
        using var reader = DirectoryReader.Open(_index);
        Assert.Equal(ids, Enumerable.Range(0, reader.MaxDoc).Select(doc => reader.Document(doc).GetString("id")));
        Assert.Equal(ids.Length, new IndexSearcher(reader).Count(new TermQuery("body", "text")));
        Assert.All(ids, id => Assert.Equal(1, new IndexSearcher(reader).Count(new TermQuery("id", id))));
        Assert.All(Enumerable.Range(0, reader.MaxDoc), doc => Assert.Equal(ids[0].StartsWith("old", StringComparison.Ordinal) ? "x" : "y", reader.Document(doc).GetString("extra")));
    }
}
