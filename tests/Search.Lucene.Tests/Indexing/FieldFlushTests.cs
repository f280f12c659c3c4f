using System.Globalization;
using System.Text;
using Search.Lucene.Codecs;
using Search.Lucene.Codecs.Fields;
using Search.Lucene.Codecs.Postings;
using Search.Lucene.Documents;
using Search.Lucene.Indexing;
using Search.Lucene.Store;
using Search.Testing;
using Search.Testing.Model;
using Xunit.Abstractions;

namespace Search.Lucene.Tests.Indexing;

/// <summary>Large buffers that several threads write: the files are those of one thread, byte for byte, and a folder that fails ends all of them.</summary>
public class FieldFlushTests(ITestOutputHelper output)
{
    private const int Documents = 1_500;
    private const int FooterBytes = 16;

    /// <summary>A word of some of the documents, which are deleted by it.</summary>
    private const string DeletedWord = "w7";

    public static TheoryData<IndexOptions, bool, int> Shapes => new()
    {
        { IndexOptions.Docs, false, 2 },
        { IndexOptions.Docs, true, 7 },
        { IndexOptions.DocsAndFreqs, false, 7 },
        { IndexOptions.DocsAndFreqs, true, 2 },
        { IndexOptions.DocsAndFreqsAndPositions, false, 2 },
        { IndexOptions.DocsAndFreqsAndPositions, false, 7 },
        { IndexOptions.DocsAndFreqsAndPositions, true, 3 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Several_threads_write_the_bytes_of_one(IndexOptions options, bool omitNorms, int threads)
    {
        var documents = Make(new Random(threads), options, omitNorms);
        using var alone = new MemoryDirectory();
        using var together = new MemoryDirectory();

        var expected = Write(alone, documents, threads: 1);
        var actual = Write(together, documents, threads);

        Assert.Equal(expected.Keys, actual.Keys);
        using var reader = DirectoryReader.Open(alone);
        Assert.InRange(Assert.Single(reader.Leaves).Core.Postings!.Field("text")!.Count, 10 * FieldFlush.StretchTerms, long.MaxValue);
        Assert.All(expected, file => Assert.Equal(Convert.ToHexString(file.Value), Convert.ToHexString(actual[file.Key])));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void A_folder_that_fails_while_several_threads_write_leaves_the_last_commit_and_a_writer_that_goes_on(int seed)
    {
        var random = new Random(seed);
        output.WriteLine($"seed {seed}");
        var documents = Make(random, IndexOptions.DocsAndFreqsAndPositions, omitNorms: false);
        using var directory = new FaultInjectingDirectory();
        using var writer = new IndexWriter(directory, Config(threads: 4));
        writer.AddDocument(documents[0]);
        writer.Commit();
        documents.ForEach(writer.AddDocument);
        directory.FailAt(directory.Operations + random.Next(100), forEver: seed % 2 == 0);
        Assert.Throws<IndexWriteException>(() => writer.Commit());

        directory.Heal();
        documents.ForEach(writer.AddDocument);
        writer.DeleteDocuments("text", DeletedWord);
        writer.Commit();

        Assert.Empty(directory.OpenOutputs);
        using var reader = DirectoryReader.Open(directory);
        using var other = new MemoryDirectory();
        Write(other, [documents[0], .. documents], threads: 1);
        using var expected = DirectoryReader.Open(other);
        Assert.Equal(IndexDump.Of(expected), IndexDump.Of(reader));
    }

    [Fact]
    public void What_fails_in_any_thread_fails_the_flush()
    {
        var field = new InvertedField("f", IndexOptions.Docs, omitNorms: false, new TermArena(), new SlicePool());
        field.Start(0);
        for (var term = 0; term < 20 * FieldFlush.StretchTerms; term++)
        {
            var bytes = Encoding.UTF8.GetBytes(term.ToString(CultureInfo.InvariantCulture));
            field.AddTerm(bytes, 0, bytes.Length);
        }
        field.FinishDocument();
        var info = PerFieldAttributes.Stamp(new FieldInfo("f", 0) { IndexOptions = IndexOptions.Docs });
        using var directory = new MemoryDirectory();
        using var writer = new PostingsWriter(new SegmentWriteState(directory, SegmentInfo.Create("_0", maxDoc: 2), new FieldInfos([info])));
        writer.StartField(info, new byte[2]);

        // Norms of one document where there are two: each stretch fails.
        Assert.Throws<ArgumentException>(() => new FieldFlush(field, info, field.Terms.SortedSlots(), new byte[1], maxDoc: 2, new Stack<EncodedTerms>()).Write(writer, threads: 4, new PostingsScratch()));
    }

    private static IndexWriterConfig Config(int threads) => new(WordAnalyzer.Instance) { MergeThreads = 0, CompoundFileMegabytes = 0, FlushThreads = threads };

    /// <summary>The files of the one segment, without what is different each time: the segment's id, and the checksums, which cover it.</summary>
    private static SortedDictionary<string, byte[]> Write(MemoryDirectory directory, List<Document> documents, int threads)
    {
        using var writer = new IndexWriter(directory, Config(threads));
        documents.ForEach(writer.AddDocument);
        writer.DeleteDocuments("text", DeletedWord);
        writer.Commit();
        var segment = Assert.Single(SegmentInfos.ReadLatest(directory).Segments);
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var name in segment.Files().Where(name => !name.EndsWith(".si", StringComparison.Ordinal)))
        {
            using var file = directory.OpenInput(name);
            var bytes = file.Slice(0, (int)file.Length).ToArray();
            for (var at = bytes.AsSpan().IndexOf(segment.Info.Id); at >= 0; at = bytes.AsSpan().IndexOf(segment.Info.Id))
                bytes.AsSpan(at, segment.Info.Id.Length).Clear();
            files.Add(name, bytes[..^FooterBytes]);
        }
        return files;
    }

    /// <summary>Documents with about 40,000 terms: some in each document, most in one or two.</summary>
    private static List<Document> Make(Random random, IndexOptions options, bool omitNorms) =>
        [.. Enumerable.Range(0, Documents).Select(_ => new Document()
            .Add(Field.Text("text", Text(random), stored: true, options, omitNorms))
            .Add(Field.Text("more", Text(random), stored: false)))];

    private static byte[] Text(Random random)
    {
        var text = new StringBuilder();
        for (var word = random.Next(50, 150); word > 0; word--)
        {
            var rank = (int)Math.Pow(60_000, random.NextDouble());
            text.Append(CultureInfo.InvariantCulture, $"w{rank} ");
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
