using System.Globalization;
using Search.Analysis.Standard;
using Search.Lucene.Documents;
using Search.Lucene.Indexing;
using Search.Lucene.Searching;
using Search.Lucene.Store;

namespace Search.Lucene.Tests.Searching;

/// <summary>
/// A small index in memory, of several segments with deletions, and the same documents as plain objects, segment by segment. Words are
/// "wa" (the most frequent) to "wt"; fields: body, tag (a string and a sorted column), words (a sorted set column), number (doc values and point, some without), time, id.
/// </summary>
internal sealed class TestIndex : IDisposable
{
    private const int Vocabulary = 20;

    private readonly MemoryDirectory _directory = new();

    public TestIndex(int seed, int documents, int segments, double deleted)
        : this(Random(seed, documents), segments, DeletedIds(seed, documents, deleted))
    {
    }

    public TestIndex(IReadOnlyList<TestDocument> documents, int segments = 1, IReadOnlySet<int>? deleted = null)
    {
        using (var writer = new IndexWriter(_directory, new IndexWriterConfig(new StandardAnalyzer()) { MergePolicy = MergePolicy.None }))
        {
            var perSegment = (documents.Count + segments - 1) / segments;
            for (var i = 0; i < documents.Count; i++)
            {
                writer.AddDocument(ToDocument(documents[i]));
                if ((i + 1) % perSegment == 0)
                    writer.Flush();
            }
            foreach (var id in deleted ?? new HashSet<int>())
                writer.DeleteDocuments("id", Text(id));
            writer.Commit();
        }
        Reader = DirectoryReader.Open(_directory);
        Searcher = new IndexSearcher(Reader);
        var byId = documents.ToDictionary(document => document.Id);
        Segments = [.. Reader.Leaves.Select(leaf => Enumerable.Range(0, leaf.MaxDoc).Select(doc => Of(byId, leaf, doc)).ToArray())];
    }

    public DirectoryReader Reader { get; }

    public IndexSearcher Searcher { get; }

    /// <summary>The documents of each segment, deleted ones included.</summary>
    public IReadOnlyList<TestDocument[]> Segments { get; }

    public void Dispose()
    {
        Reader.Dispose();
        _directory.Dispose();
    }

    public static TestDocument[] Random(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(id =>
        {
            var words = Enumerable.Range(0, random.Next(0, random.Next(2, 60))).Select(_ => Word(random)).ToArray();
            return new TestDocument(id, words, "t" + random.Next(0, 5), random.Next(0, 4) == 0 ? null : random.Next(-50, 50));
        })];
    }

    /// <summary>Epoch seconds of the field time: over four years, before and after 1970 and by the turn of clocks.</summary>
    public static long Time(long number) => number * 1_234_567;

    /// <summary>A word, the first ones much more often.</summary>
    public static string Word(Random random) => "w" + (char)('a' + (int)(Vocabulary * Math.Pow(random.NextDouble(), 2.5)));

    private static TestDocument Of(Dictionary<int, TestDocument> byId, SegmentReader leaf, int doc)
    {
        Assert.True(leaf.NumericDocValues("id")!.TryGet(doc, out var id));
        return byId[(int)id] with { Doc = leaf.DocBase + doc, IsLive = leaf.IsLive(doc) };
    }

    private static HashSet<int> DeletedIds(int seed, int documents, double share)
    {
        var random = new Random(seed + 1);
        return [.. Enumerable.Range(0, documents).Where(_ => random.NextDouble() < share)];
    }

    private static Document ToDocument(TestDocument document)
    {
        var fields = new Document()
            .Add(Field.Text("body", string.Join(' ', document.Words), stored: false))
            .Add(Field.String("tag", document.Tag, stored: false))
            .Add(Field.String("id", Text(document.Id), stored: false))
            .Add(Field.NumericDocValues("id", document.Id))
            .Add(Field.SortedDocValues("tag", document.Tag));
        foreach (var word in document.Words)
            fields.Add(Field.SortedSetDocValues("words", word));
        if (document.Number is { } number)
            fields.Add(Field.NumericDocValues("number", number)).Add(Field.LongPoint("number", number)).Add(Field.NumericDocValues("time", Time(number)));
        return fields;
    }

    private static string Text(int id) => id.ToString(CultureInfo.InvariantCulture);
}
