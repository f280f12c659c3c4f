using Search.Lucene.Documents;
using Search.Lucene.Indexing;
using Search.Lucene.Searching;
using Search.Lucene.Store;
using Search.Testing.Model;

namespace Search.Lucene.Tests.Searching;

/// <summary>A search looks at the clock so often that its time limit holds, whatever a document costs. The clock goes on by a millisecond at each look.</summary>
public sealed class TimeLimitTests
{
    [Fact]
    public void A_sloppy_phrase_that_takes_very_long_in_one_document_ends_there()
    {
        using var directory = new MemoryDirectory();
        using var reader = Write(directory, documents: 1, words: 20_000);
        var phrase = new PhraseQuery("body", Enumerable.Repeat(new TermBytes("storm"), 40), slop: 1_000);
        var found = new IndexSearcher(reader).Search(phrase, 10, new SearchOptions { TimeLimit = TimeSpan.FromMilliseconds(20), Clock = new SteppingClock() });
        Assert.True(found.Partial);
        Assert.False(found.Total.Exact);
    }

    [Fact]
    public void Documents_that_take_long_are_few_between_two_looks()
    {
        using var directory = new MemoryDirectory();
        using var reader = Write(directory, documents: 20_000, words: 1);
        var looks = new SteppingClock();
        var options = new SearchOptions { ExactCount = true, TimeLimit = TimeSpan.FromMilliseconds(100), Clock = looks };
        var found = new IndexSearcher(reader).Search(new TermQuery("body", "storm"), 10, options);
        Assert.True(found.Partial);
        Assert.InRange(found.Total.Value, 1, 10_000);
        Assert.InRange(looks.Looks, 50, 110);
    }

    [Fact]
    public void Documents_that_take_no_time_are_looked_at_in_few_stretches()
    {
        using var directory = new MemoryDirectory();
        using var reader = Write(directory, documents: 20_000, words: 1);
        var looks = new SteppingClock();
        var options = new SearchOptions { ExactCount = true, TimeLimit = TimeSpan.FromHours(1), Clock = looks };
        Assert.Equal(new TotalHits(20_000, true), new IndexSearcher(reader).Search(new TermQuery("body", "storm"), 10, options).Total);
        Assert.InRange(looks.Looks, 2, 12);
    }

    private static DirectoryReader Write(IndexDirectory directory, int documents, int words)
    {
        using var writer = new IndexWriter(directory, new IndexWriterConfig(WordAnalyzer.Instance));
        var text = string.Join(' ', Enumerable.Repeat("storm", words));
        for (var i = 0; i < documents; i++)
            writer.AddDocument(new Document().Add(Field.Text("body", text, stored: false)));
        writer.Commit();
        return DirectoryReader.Open(directory);
    }

    private sealed class SteppingClock : TimeProvider
    {
        public int Looks { get; private set; }

        public override long TimestampFrequency => 1_000;

        public override long GetTimestamp() => Looks++;
    }
}
