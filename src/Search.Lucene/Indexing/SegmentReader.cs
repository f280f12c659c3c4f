using Search.Lucene.Codecs;
using Search.Lucene.Codecs.BlockTree;
using Search.Lucene.Codecs.DocValues;
using Search.Lucene.Codecs.Norms;
using Search.Lucene.Codecs.Points;
using Search.Lucene.Codecs.Postings;
using Search.Lucene.Codecs.StoredFields;
using Search.Lucene.Documents;
using Search.Lucene.Numerics;

namespace Search.Lucene.Indexing;

/// <summary>
/// One segment of a <see cref="DirectoryReader"/> at one point in time: its files and which of its documents are live. Immutable,
/// thread-safe, valid as long as its directory reader.
/// </summary>
public sealed class SegmentReader
{
    internal SegmentReader(SegmentCore core, SegmentCommitInfo info, FixedBitSet? liveDocs, int docCount, int docBase)
    {
        Core = core;
        Info = info;
        LiveDocs = liveDocs;
        DocCount = docCount;
        DocBase = docBase;
    }

    /// <summary>The segment as the commit or the writer knew it.</summary>
    public SegmentCommitInfo Info { get; }

    /// <summary>Added to a document number of this segment, it gives the number in the directory reader.</summary>
    public int DocBase { get; }

    /// <summary>Documents, deleted ones included.</summary>
    public int MaxDoc => Info.Info.MaxDoc;

    /// <summary>Live documents.</summary>
    public int DocCount { get; }

    public FieldInfos Fields => Core.Fields;

    /// <summary>The live documents; null when none is deleted. Not to be changed.</summary>
    public FixedBitSet? LiveDocs { get; }

    /// <summary>Postings of all indexed fields; null where there are none.</summary>
    internal PostingsReader? Postings => Core.Postings;

    /// <summary>Columns of all fields that have them; null where there are none.</summary>
    internal DocValuesReader? DocValues => Core.DocValues;

    /// <summary>Points of all fields that have them; null where there are none.</summary>
    internal PointsReader? Points => Core.Points;

    internal StoredFieldsReader StoredFields => Core.StoredFields;

    internal SegmentCore Core { get; }

    /// <summary>Terms of a field; null where the segment has none.</summary>
    internal Terms? Terms(string field) => Core.Postings?.Field(field);

    /// <summary>Length bytes of a field; null where the segment has none.</summary>
    internal FieldNorms? Norms(string field) =>
        Core.Norms is { } norms && Fields.Find(field) is { HasNorms: true } info ? norms.Field(info) : null;

    internal NumericDocValues? NumericDocValues(string field) => Core.DocValues?.Numeric(field);

    internal SortedDocValues? SortedDocValues(string field) => Core.DocValues?.Sorted(field);

    /// <summary>Sets of strings of a field; a column of strings is seen as sets of one. Null where the segment has none.</summary>
    internal SortedSetDocValues? SortedSetDocValues(string field) =>
        Core.DocValues is { } values ? values.SortedSet(field) ?? values.Sorted(field)?.AsSets() : null;

    internal PointValues? PointValues(string field) => Core.Points?.Field(field);

    /// <summary>True when the document is not deleted.</summary>
    public bool IsLive(int doc) => LiveDocs is null || LiveDocs.Get(doc);

    /// <summary>Reads every file whole and compares its checksum. Throws <see cref="CorruptIndexException"/>.</summary>
    public void CheckIntegrity() => Core.CheckIntegrity();
}
