using System.Text;
using Search.Lucene.Codecs;
using Search.Lucene.Codecs.Compound;
using Search.Lucene.Codecs.DocValues;
using Search.Lucene.Codecs.Fields;
using Search.Lucene.Codecs.LiveDocs;
using Search.Lucene.Codecs.Norms;
using Search.Lucene.Codecs.Points;
using Search.Lucene.Codecs.Postings;
using Search.Lucene.Codecs.Segments;
using Search.Lucene.Codecs.StoredFields;
using Search.Lucene.Documents;
using Search.Lucene.Numerics;
using Search.Lucene.Store;

namespace Search.Testing;

/// <summary>
/// A small index of made-up documents, written straight through the formats, with every kind of file; for tests that check, damage or
/// hand to real Lucene what the formats wrote. The same arguments give the same documents.
/// </summary>
public sealed class SampleIndex
{
    private readonly List<SampleDocument> _documents;

    private SampleIndex(List<SampleDocument> documents) => _documents = documents;

    /// <summary>The documents in order, deleted ones included.</summary>
    public IReadOnlyList<SampleDocument> Documents => _documents;

    internal static FieldInfos Fields { get; } = new(
    [
        new FieldInfo("body", 0) { IndexOptions = IndexOptions.DocsAndFreqsAndPositions },
        new FieldInfo("url", 1) { IndexOptions = IndexOptions.Docs, OmitNorms = true },
        new FieldInfo("published", 2)
        {
            DocValuesType = DocValuesType.Numeric, PointDimensionCount = 1, PointIndexDimensionCount = 1, PointNumBytes = 8,
        },
        new FieldInfo("source", 3) { DocValuesType = DocValuesType.Sorted },
        new FieldInfo("words", 4) { DocValuesType = DocValuesType.SortedSet },
    ]);

    /// <summary>Writes and commits the index.</summary>
    /// <param name="directory">A directory without these segments.</param>
    /// <param name="docsPerSegment">Documents of each segment; a third of the last is deleted when it has more than two.</param>
    /// <param name="compound">Each segment in a compound file.</param>
    /// <param name="infos">The commit to build upon; a new one by default.</param>
    public static SampleIndex Write(IndexDirectory directory, IReadOnlyList<int> docsPerSegment, bool compound, SegmentInfos? infos = null)
    {
        var random = new Random(docsPerSegment.Sum());
        infos ??= new SegmentInfos { UserData = new Dictionary<string, string>(StringComparer.Ordinal) { ["cursor"] = "17" } };
        var all = new List<SampleDocument>();
        foreach (var count in docsPerSegment)
        {
            var documents = Enumerable.Range(all.Count, count).Select(i => SampleDocument.Make(random, i)).ToList();
            var segment = WriteSegment(directory, infos.NewSegmentName(), documents, compound);
            infos.Segments.Add(all.Count + count == docsPerSegment.Sum() && count > 2 ? Delete(directory, segment) : new SegmentCommitInfo(segment));
            all.AddRange(documents);
        }
        directory.Sync(infos.Segments.SelectMany(segment => segment.Files()));
        directory.SyncMetadata();
        infos.PrepareCommit(directory);
        infos.FinishCommit(directory);
        return new SampleIndex(all);
    }

    private static SegmentCommitInfo Delete(IndexDirectory directory, SegmentInfo segment)
    {
        var live = new FixedBitSet(segment.MaxDoc);
        for (var doc = 0; doc < segment.MaxDoc; doc++)
        {
            if (doc % 3 != 1)
                live.Set(doc);
        }
        var info = new SegmentCommitInfo(segment).WithDeletes(live.Length - live.Cardinality());
        LiveDocsFormat.Write(directory, info, live);
        return info;
    }

    private static SegmentInfo WriteSegment(IndexDirectory directory, string name, List<SampleDocument> documents, bool compound)
    {
        var segment = SegmentInfo.Create(name, documents.Count) with
        {
            Diagnostics = new Dictionary<string, string>(StringComparer.Ordinal) { ["source"] = "flush" },
        };
        var state = new SegmentWriteState(directory, segment, Fields);
        FieldInfosFormat.Write(directory, segment, Fields);
        WriteStoredFields(state, documents);
        WriteNormsAndPostings(state, documents);
        WriteDocValues(state, documents);
        WritePoints(state, documents);
        segment = segment with { Files = [.. directory.ListAll().Where(file => IndexFileNames.SegmentOf(file) == name)] };
        return SegmentInfoFormat.Write(directory, compound ? Combine(directory, segment) : segment);
    }

    private static SegmentInfo Combine(IndexDirectory directory, SegmentInfo segment)
    {
        var combined = CompoundFormat.Write(directory, segment);
        foreach (var file in segment.Files)
            directory.DeleteFile(file);
        return combined;
    }

    private static void WriteStoredFields(SegmentWriteState state, List<SampleDocument> documents)
    {
        using var writer = new StoredFieldsWriter(state);
        foreach (var document in documents)
        {
            writer.StartDocument();
            writer.WriteField(Fields.Find("url")!, Encoding.UTF8.GetBytes(document.Url));
            writer.WriteField(Fields.Find("body")!, Encoding.UTF8.GetBytes(document.Body));
            if (document.Published is { } published)
                writer.WriteField(Fields.Find("published")!, published);
            writer.FinishDocument();
        }
        writer.Finish(documents.Count);
    }

    private static void WriteNormsAndPostings(SegmentWriteState state, List<SampleDocument> documents)
    {
        var norms = documents.Select(document => (byte)Math.Min(23, document.Words.Length)).ToArray();
        using (var writer = new NormsWriter(state))
        {
            var docs = new FixedBitSet(norms.Length);
            for (var doc = 0; doc < norms.Length; doc++)
            {
                if (norms[doc] > 0)
                    docs.Set(doc);
            }
            writer.AddField(Fields.Find("body")!, norms, docs);
            writer.Finish();
        }
        using var postings = new PostingsWriter(state);
        WriteTerms(postings, Fields.Find("body")!, norms, documents.Select(document => document.Words));
        WriteTerms(postings, Fields.Find("url")!, default, documents.Select(document => new[] { document.Url }));
        postings.Finish();
    }

    private static void WriteTerms(PostingsWriter writer, FieldInfo field, ReadOnlyMemory<byte> norms, IEnumerable<string[]> tokens)
    {
        var terms = tokens
            .SelectMany((words, doc) => words.Select((word, position) => (word, doc, position)))
            .GroupBy(token => token.word, StringComparer.Ordinal)
            .OrderBy(term => term.Key, StringComparer.Ordinal);
        writer.StartField(field, norms);
        foreach (var term in terms)
        {
            var byDoc = term.GroupBy(token => token.doc).OrderBy(group => group.Key).ToList();
            writer.StartTerm(Encoding.UTF8.GetBytes(term.Key));
            writer.AddDocuments(
                byDoc.Select(group => group.Key).ToArray(),
                byDoc.Select(group => group.Count()).ToArray(),
                byDoc.SelectMany(group => group.Select(token => token.position).Order()).ToArray());
            writer.FinishTerm();
        }
        writer.FinishField();
    }

    private static void WriteDocValues(SegmentWriteState state, List<SampleDocument> documents)
    {
        using var writer = new DocValuesWriter(state);
        var dated = Enumerable.Range(0, documents.Count).Where(doc => documents[doc].Published is not null).ToArray();
        writer.AddNumeric(Fields.Find("published")!, dated, dated.Select(doc => documents[doc].Published!.Value).ToArray());
        var sources = documents.Select(document => document.Source).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        writer.AddSorted(
            Fields.Find("source")!,
            Enumerable.Range(0, documents.Count).ToArray(),
            documents.Select(document => sources.IndexOf(document.Source)).ToArray(),
            [.. sources.Select(source => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(source))]);
        WriteWordSets(writer, documents);
        writer.Finish();
    }

    /// <summary>Each document's first words as a set.</summary>
    private static void WriteWordSets(DocValuesWriter writer, List<SampleDocument> documents)
    {
        var sets = documents.Select(document => document.Body.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(5).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray()).ToArray();
        var words = sets.SelectMany(set => set).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var docs = Enumerable.Range(0, sets.Length).Where(doc => sets[doc].Length > 0).ToArray();
        var end = 0;
        writer.AddSortedSet(
            Fields.Find("words")!,
            new OrdinalSets(docs, [.. docs.Select(doc => end += sets[doc].Length)], [.. docs.SelectMany(doc => sets[doc].Select(word => words.IndexOf(word)))]),
            [.. words.Select(word => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(word))]);
    }

    private static void WritePoints(SegmentWriteState state, List<SampleDocument> documents)
    {
        using var writer = new PointsWriter(state);
        var dated = Enumerable.Range(0, documents.Count).Where(doc => documents[doc].Published is not null).ToArray();
        writer.AddField(Fields.Find("published")!, dated.Select(doc => documents[doc].Published!.Value).ToArray(), dated);
        writer.Finish();
    }
}
