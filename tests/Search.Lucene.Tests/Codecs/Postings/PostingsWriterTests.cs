using Search.Lucene.Codecs;
using Search.Lucene.Codecs.Fields;
using Search.Lucene.Codecs.Postings;
using Search.Lucene.Documents;
using Search.Lucene.Store;

namespace Search.Lucene.Tests.Codecs.Postings;

public sealed class PostingsWriterTests
{
    [Fact]
    public void How_documents_are_cut_into_calls_makes_no_difference_to_the_files()
    {
        var terms = SampleTerms.Terms(new Random(3), 2000, 40);
        using var whole = new SampleSegment(2000, terms, IndexOptions.DocsAndFreqsAndPositions);
        foreach (var chunk in new[] { 1, 100, 128, 129 })
        {
            using var cut = new SampleSegment(2000, terms, IndexOptions.DocsAndFreqsAndPositions, norms: null, chunk);
            Assert.Equal(Body(whole, "doc"), Body(cut, "doc"));
            Assert.Equal(Body(whole, "pos"), Body(cut, "pos"));
            Assert.Equal(Body(whole, "tim"), Body(cut, "tim"));
        }
    }

    [Fact]
    public void Terms_without_documents_and_fields_without_terms_leave_no_trace()
    {
        SampleTerm[] terms = [new([1], []), new([2], [new SamplePosting(0, [1])]), new([3], [])];
        var fields = new Dictionary<string, IReadOnlyList<SampleTerm>>(StringComparer.Ordinal) { ["empty"] = [], ["f"] = terms, ["gone"] = [terms[0]] };
        using var segment = new SampleSegment(1, fields, IndexOptions.DocsAndFreqsAndPositions);
        Assert.Equal(1, segment.Terms.Count);
        Assert.Equal([2], segment.Terms.Min);
        Assert.Null(segment.Reader.Field("empty"));
        Assert.Null(segment.Reader.Field("gone"));
        Assert.Null(segment.Reader.Field("never"));
    }

    [Fact]
    public void Without_positions_there_is_no_file_of_them()
    {
        using var segment = new SampleSegment(1, [new SampleTerm([2], [new SamplePosting(0, [1])])], IndexOptions.DocsAndFreqs);
        Assert.Equal(["_0_Lucene84_0.doc", "_0_Lucene84_0.tim", "_0_Lucene84_0.tip", "_0_Lucene84_0.tmd"], segment.Directory.ListAll());
    }

    [Fact]
    public void A_segment_without_indexed_fields_has_no_postings()
    {
        using var directory = new MemoryDirectory();
        using var reader = new PostingsReader(new SegmentReadState(directory, SegmentInfo.Create("_0", 3), new FieldInfos([new FieldInfo("stored", 0)])));
        Assert.Null(reader.Field("stored"));
        reader.CheckIntegrity();
    }

    [Fact]
    public void What_is_out_of_order_is_refused()
    {
        Refuses(writer => Add(writer, [2], [5, 4], [1, 1], [0, 0]));
        Refuses(writer => Add(writer, [2], [4, 4], [1, 1], [0, 0]));
        Refuses(writer => Add(writer, [2], [0, 0], [1, 1], [0, 0]));
        Refuses(writer => Add(writer, [2], [-1], [1], [0]));
        Refuses(writer => Add(writer, [2], [10], [1], [0]));
        Refuses(writer => Add(writer, [2], [1], [2], [3, 2]));
        Refuses(writer => Add(writer, [2], [1], [1], [-3]));
        Refuses(writer => Add(writer, [2], [1], [0], []));
        Refuses(writer => Add(writer, [2], [1, 2], [1], [0]));
        Refuses(writer => writer.StartTerm(new byte[32767]));
        Refuses(writer =>
        {
            Add(writer, [2], [1], [1], [0]);
            Add(writer, [2], [1], [1], [0]);
        });
        Refuses(writer =>
        {
            Add(writer, [2], [1], [1], [0]);
            Add(writer, [1, 200], [1], [1], [0]);
        });
    }

    [Fact]
    public void Writing_terms_does_not_allocate_once_the_buffers_have_grown()
    {
        using var directory = new DiscardingDirectory();
        var field = new FieldInfo("f", 0) { IndexOptions = IndexOptions.DocsAndFreqsAndPositions, OmitNorms = true };
        using var writer = new PostingsWriter(new SegmentWriteState(directory, SegmentInfo.Create("_0", 1000), new FieldInfos([field])));
        var docs = Enumerable.Range(0, 200).ToArray();
        var freqs = Enumerable.Repeat(1, 200).ToArray();
        var number = 0;
        writer.StartField(field, default);
        WriteTerms(writer, docs, freqs, ref number, 20_000);
        writer.FinishField();
        writer.StartField(field, default);
        number = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        WriteTerms(writer, docs, freqs, ref number, 20_000);
        var perTerm = (GC.GetAllocatedBytesForCurrentThread() - before) / 20_000.0;
        Assert.True(perTerm < 1, $"{perTerm} bytes a term");
    }

    private static void WriteTerms(PostingsWriter writer, int[] docs, int[] freqs, ref int number, int count)
    {
        Span<byte> term = stackalloc byte[4];
        for (var i = 0; i < count; i++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(term, number++);
            writer.StartTerm(term);
            writer.AddDocuments(docs, freqs, docs);
            writer.FinishTerm();
        }
    }

    private static void Refuses(Action<PostingsWriter> write)
    {
        using var directory = new MemoryDirectory();
        var field = PerFieldAttributes.Stamp(new FieldInfo("f", 0) { IndexOptions = IndexOptions.DocsAndFreqsAndPositions });
        using var writer = new PostingsWriter(new SegmentWriteState(directory, SegmentInfo.Create("_0", 10), new FieldInfos([field])));
        writer.StartField(field, default);
        Assert.ThrowsAny<ArgumentException>(() => write(writer));
    }

    private static void Add(PostingsWriter writer, byte[] term, int[] docs, int[] freqs, int[] positions)
    {
        writer.StartTerm(term);
        writer.AddDocuments(docs, freqs, positions);
        writer.FinishTerm();
    }

    private static byte[] Body(SampleSegment segment, string extension)
    {
        using var file = segment.Directory.OpenInput(segment.Segment.FileName(extension, PostingsFormat.Suffix));
        // Between the header, in which the segment's id stands, and the checksum.
        return file.Slice(60, (int)file.Length - 60 - 16).ToArray();
    }
}
