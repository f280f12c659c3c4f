using Search.Lucene.Codecs;
using Search.Lucene.Codecs.BlockTree;
using Search.Lucene.Codecs.Fields;
using Search.Lucene.Codecs.Postings;
using Search.Lucene.Documents;
using Search.Lucene.Store;

namespace Search.Lucene.Tests.Codecs.Postings;

/// <summary>A segment of postings alone, in memory: written from samples, and open for reading.</summary>
internal sealed class SampleSegment : IDisposable
{
    public SampleSegment(int maxDoc, IReadOnlyList<SampleTerm> terms, IndexOptions options, byte[]? norms = null, int chunk = int.MaxValue)
        : this(maxDoc, new Dictionary<string, IReadOnlyList<SampleTerm>>(StringComparer.Ordinal) { ["f"] = terms }, options, norms, chunk)
    {
    }

    public SampleSegment(
        int maxDoc, IReadOnlyDictionary<string, IReadOnlyList<SampleTerm>> fields, IndexOptions options, byte[]? norms = null, int chunk = int.MaxValue)
    {
        Segment = SegmentInfo.Create("_0", maxDoc);
        Fields = new FieldInfos(fields.Keys.Select((name, number) => PerFieldAttributes.Stamp(
            new FieldInfo(name, number) { IndexOptions = options, OmitNorms = norms is null })));
        Directory = new MemoryDirectory();
        using (var writer = new PostingsWriter(new SegmentWriteState(Directory, Segment, Fields)))
        {
            foreach (var (name, terms) in fields)
                WriteField(writer, Fields.Find(name)!, terms, norms, chunk);
            writer.Finish();
        }
        Reader = new PostingsReader(new SegmentReadState(Directory, Segment, Fields));
    }

    public SegmentInfo Segment { get; }

    public FieldInfos Fields { get; }

    public MemoryDirectory Directory { get; }

    public PostingsReader Reader { get; }

    public Terms Terms => Reader.Field("f")!;

    public static IndexOptions[] AllOptions => [IndexOptions.Docs, IndexOptions.DocsAndFreqs, IndexOptions.DocsAndFreqsAndPositions];

    public PostingsCursor Open(ReadOnlySpan<byte> term, PostingsFeatures features = PostingsFeatures.Positions)
    {
        Assert.True(Terms.TryGet(term, out var state));
        var cursor = new PostingsCursor();
        cursor.Reset(Terms, state, features);
        return cursor;
    }

    public void Dispose()
    {
        Reader.Dispose();
        Directory.Dispose();
    }

    private static void WriteField(PostingsWriter writer, FieldInfo field, IReadOnlyList<SampleTerm> terms, byte[]? norms, int chunk)
    {
        writer.StartField(field, norms);
        foreach (var term in terms)
        {
            writer.StartTerm(term.Term);
            foreach (var part in term.Postings.Chunk(chunk))
            {
                int[] docs = [.. part.Select(posting => posting.Doc)];
                int[] freqs = [.. part.Select(posting => posting.Freq)];
                int[] positions = [.. part.SelectMany(posting => posting.Positions)];
                writer.AddDocuments(docs, freqs, positions);
            }
            writer.FinishTerm();
        }
        writer.FinishField();
    }
}
