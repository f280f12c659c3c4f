using System.Text;
using Search.Lucene.Codecs;
using Search.Lucene.Codecs.StoredFields;
using Search.Lucene.Documents;
using Search.Lucene.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Tests.Codecs.StoredFields;

public sealed class StoredFieldsTests
{
    private static readonly FieldInfos Fields = new([new FieldInfo("title", 0), new FieldInfo("body", 1), new FieldInfo("seen", 3)]);
    private static readonly FieldInfos Renumbered = new([new FieldInfo("seen", 0), new FieldInfo("title", 1), new FieldInfo("body", 2), new FieldInfo("more", 3)]);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 5)]
    [InlineData(1023, 20)]
    [InlineData(3000, 10)]
    [InlineData(500, 6000)]
    [InlineData(3, 2_000_000)]
    public void Every_document_comes_back_as_it_was_stored(int count, int size)
    {
        var documents = MakeDocuments(new Random(count + size), count, size);
        using var directory = new MemoryDirectory();
        var segment = Write(directory, "_0", documents, Fields);
        using var reader = new StoredFieldsReader(new SegmentReadState(directory, segment, Fields));
        reader.CheckIntegrity();
        AssertSame(documents, reader);
    }

    [Fact]
    public void Longs_of_every_kind_come_back()
    {
        long[] values =
        [
            0, 1, -1, 1000, -1000, 3_600_000, -3_600_000, 86_400_000, -86_400_000, long.MaxValue, long.MinValue, long.MaxValue / 1000 * 1000,
            long.MinValue / 86_400_000 * 86_400_000, 1_425_168_000_000, 15, 16, -16, -17, 1L << 40,
        ];
        var documents = values.Select(value => new Stored("t", "b", value)).ToList();
        using var directory = new MemoryDirectory();
        var segment = Write(directory, "_0", documents, Fields);
        using var reader = new StoredFieldsReader(new SegmentReadState(directory, segment, Fields));
        AssertSame(documents, reader);
    }

    [Fact]
    public void Only_the_fields_asked_for_are_given()
    {
        using var directory = new MemoryDirectory();
        var segment = Write(directory, "_0", [new Stored("t", "b", 7)], Fields);
        using var reader = new StoredFieldsReader(new SegmentReadState(directory, segment, Fields));
        var document = reader.Document(0, new HashSet<string>(StringComparer.Ordinal) { "title", "absent" });
        Assert.Equal("t", document.GetString("title"));
        Assert.Null(document.GetString("body"));
        Assert.Null(document.GetLong("seen"));
        Assert.True(document.GetUtf8("absent").IsEmpty);
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.Document(1));
    }

    [Fact]
    public void Segments_merge_to_what_their_live_documents_hold()
    {
        var random = new Random(5);
        for (var round = 0; round < 12; round++)
        {
            using var directory = new MemoryDirectory();
            var expected = new List<Stored>();
            var target = SegmentInfo.Create("_m", 0);
            var targetFields = round % 2 == 0 ? Fields : Renumbered;
            using (var writer = new StoredFieldsWriter(new SegmentWriteState(directory, target, targetFields)))
            {
                for (var s = 0; s < 3; s++)
                    expected.AddRange(MergeOne(random, directory, "_" + s, writer, s == round % 3));
                writer.Finish(expected.Count);
            }
            target = target with { MaxDoc = expected.Count };
            using var reader = new StoredFieldsReader(new SegmentReadState(directory, target, targetFields));
            AssertSame(expected, reader);
        }
    }

    [Fact]
    public void A_merge_of_clean_segments_copies_their_chunks_as_they_are()
    {
        var documents = MakeDocuments(new Random(1), 60_000, 60).Where(document => document.Title is not null).ToList();
        using var directory = new MemoryDirectory();
        var segment = Write(directory, "_0", documents, Fields);
        using var from = new StoredFieldsReader(new SegmentReadState(directory, segment, Fields));
        Assert.True(from.IsClean);
        var target = SegmentInfo.Create("_1", documents.Count);
        using (var writer = new StoredFieldsWriter(new SegmentWriteState(directory, target, Fields)))
        {
            Assert.Equal(documents.Count, writer.CopyFrom(from, 0, from.MaxDoc, null));
            writer.Finish(documents.Count);
        }
        using var reader = new StoredFieldsReader(new SegmentReadState(directory, target, Fields));
        Assert.Equal(from.ChunkCount, reader.ChunkCount);
        Assert.Equal(from.DirtyChunks, reader.DirtyChunks);
        Assert.Equal(directory.FileLength("_0.fdt"), directory.FileLength("_1.fdt"));
        AssertSame(documents, reader);
    }

    [Fact]
    public void Many_threads_read_one_reader()
    {
        var documents = MakeDocuments(new Random(9), 2000, 300);
        using var directory = new MemoryDirectory();
        var segment = Write(directory, "_0", documents, Fields);
        using var reader = new StoredFieldsReader(new SegmentReadState(directory, segment, Fields));
        Parallel.For(0, 4, thread =>
        {
            var random = new Random(thread);
            for (var i = 0; i < 500; i++)
            {
                var doc = random.Next(documents.Count);
                Assert.Equal(documents[doc].Body, reader.Document(doc).GetString("body"));
            }
        });
    }

    [Fact]
    public void A_wrong_count_of_documents_is_refused()
    {
        using var directory = new MemoryDirectory();
        using var writer = new StoredFieldsWriter(new SegmentWriteState(directory, SegmentInfo.Create("_0", 1), Fields));
        Assert.Throws<InvalidOperationException>(() => writer.Finish(1));
    }

    private static List<Stored> MergeOne(Random random, MemoryDirectory directory, string name, StoredFieldsWriter writer, bool delete)
    {
        var documents = MakeDocuments(random, random.Next(1, 2500), random.Next(2) == 0 ? 30 : 900);
        var segment = Write(directory, name, documents, Fields);
        using var reader = new StoredFieldsReader(new SegmentReadState(directory, segment, Fields));
        FixedBitSet? live = null;
        if (delete)
        {
            live = new FixedBitSet(documents.Count);
            for (var i = 0; i < documents.Count; i++)
            {
                if (random.Next(3) > 0)
                    live.Set(i);
            }
        }
        var kept = documents.Where((_, i) => live is null || live.Get(i)).ToList();
        var middle = random.Next(documents.Count + 1);
        var copied = writer.CopyFrom(reader, 0, middle, live) + writer.CopyFrom(reader, middle, documents.Count - middle, live);
        Assert.Equal(kept.Count, copied);
        return kept;
    }

    private static List<Stored> MakeDocuments(Random random, int count, int size) =>
    [
        .. Enumerable.Range(0, count).Select(_ => random.Next(10) == 0
            ? new Stored(null, null, null)
            : new Stored(Text(random, 1 + size / 10), Text(random, random.Next(size + 1)), random.NextInt64(2_000_000) * (random.Next(2) == 0 ? 1 : 1000))),
    ];

    private static string Text(Random random, int length)
    {
        string[] words = ["Qalamoun ", "incursion ", "of ", "the ", "حماة ", "border ", "said "];
        var text = new StringBuilder();
        while (text.Length < length)
            text.Append(random.Next(5) == 0 ? random.Next().ToString() : words[random.Next(words.Length)]);
        return text.ToString(0, length);
    }

    private static SegmentInfo Write(MemoryDirectory directory, string name, List<Stored> documents, FieldInfos fields)
    {
        var segment = SegmentInfo.Create(name, documents.Count);
        using var writer = new StoredFieldsWriter(new SegmentWriteState(directory, segment, fields));
        foreach (var document in documents)
        {
            writer.StartDocument();
            if (document.Title is { } title)
                writer.WriteField(fields.Find("title")!, Encoding.UTF8.GetBytes(title));
            if (document.Body is { } body)
                writer.WriteField(fields.Find("body")!, Encoding.UTF8.GetBytes(body));
            if (document.Seen is { } seen)
                writer.WriteField(fields.Find("seen")!, seen);
            writer.FinishDocument();
        }
        writer.Finish(documents.Count);
        return segment;
    }

    private static void AssertSame(List<Stored> documents, StoredFieldsReader reader)
    {
        Assert.Equal(documents.Count, reader.MaxDoc);
        var document = new StoredDocument();
        for (var i = 0; i < documents.Count; i++)
        {
            reader.Read(i, document);
            Assert.Equal(documents[i], new Stored(document.GetString("title"), document.GetString("body"), document.GetLong("seen")));
        }
    }

    private sealed record Stored(string? Title, string? Body, long? Seen);
}
