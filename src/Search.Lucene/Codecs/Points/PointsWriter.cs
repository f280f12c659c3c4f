using Search.Lucene.Documents;
using Search.Lucene.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.Points;

/// <summary>Writes a segment's one-dimensional long points: .kdd (leaves), .kdi (trees) and .kdm (metadata); see FORMAT.md. Not thread-safe.</summary>
internal sealed class PointsWriter : IDisposable
{
    private readonly int _maxDoc;
    private readonly IndexOutput _data;
    private readonly IndexOutput _index;
    private readonly IndexOutput _meta;

    public PointsWriter(SegmentWriteState state)
    {
        var segment = state.Segment;
        _maxDoc = segment.MaxDoc;
        _data = state.Directory.CreateOutput(segment.FileName(PointsFormat.DataExtension));
        try
        {
            CodecHeader.WriteIndexHeader(_data, PointsFormat.DataCodec, PointsFormat.Version, segment.Id, "");
            _meta = state.Directory.CreateOutput(segment.FileName(PointsFormat.MetaExtension));
            CodecHeader.WriteIndexHeader(_meta, PointsFormat.MetaCodec, PointsFormat.Version, segment.Id, "");
            _index = state.Directory.CreateOutput(segment.FileName(PointsFormat.IndexExtension));
            CodecHeader.WriteIndexHeader(_index, PointsFormat.IndexCodec, PointsFormat.Version, segment.Id, "");
        }
        catch
        {
            Closing.All(_index, _meta, _data);
            throw;
        }
    }

    /// <summary>Names of the files that this writes.</summary>
    public static IEnumerable<string> FileNames(SegmentInfo segment) =>
    [
        segment.FileName(PointsFormat.DataExtension),
        segment.FileName(PointsFormat.IndexExtension),
        segment.FileName(PointsFormat.MetaExtension),
    ];

    /// <summary>Adds a field's points, in any order; a document may have several. Without points nothing is written.</summary>
    public void AddField(FieldInfo field, ReadOnlySpan<long> values, ReadOnlySpan<int> docs)
    {
        if (values.Length != docs.Length)
            throw new ArgumentException($"{docs.Length} documents have {values.Length} points", nameof(docs));
        if (values.IsEmpty)
            return;
        var sortedValues = new ulong[values.Length];
        for (var i = 0; i < values.Length; i++)
            sortedValues[i] = PointsFormat.ToSortable(values[i]);
        var sortedDocs = docs.ToArray();
        var docCount = CountDocs(docs);
        PointSorter.Sort(ref sortedValues, ref sortedDocs);
        WriteField(field, sortedValues, sortedDocs, docCount);
    }

    /// <summary>Ends the files.</summary>
    public void Finish()
    {
        _meta.WriteInt(PointsFormat.EndOfFields);
        CodecHeader.WriteFooter(_index);
        CodecHeader.WriteFooter(_data);
        _meta.WriteLong(_index.Position);
        _meta.WriteLong(_data.Position);
        CodecHeader.WriteFooter(_meta);
    }

    public void Dispose() => Closing.All(_meta, _index, _data);

    private int CountDocs(ReadOnlySpan<int> docs)
    {
        var seen = new FixedBitSet(_maxDoc);
        foreach (var doc in docs)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)doc, (uint)_maxDoc, nameof(docs));
            seen.Set(doc);
        }
        return seen.Cardinality();
    }

    private void WriteField(FieldInfo field, ulong[] values, int[] docs, int docCount)
    {
        var dataStart = _data.Position;
        var pointers = new List<long>();
        var splits = new List<ulong>();
        for (var at = 0; at < values.Length; at += PointsFormat.LeafPoints)
        {
            var count = Math.Min(PointsFormat.LeafPoints, values.Length - at);
            if (at > 0)
                splits.Add(values[at]);
            pointers.Add(_data.Position);
            PointLeafWriter.Write(_data, values.AsSpan(at, count), docs.AsSpan(at, count));
        }
        var tree = PointTree.Pack(pointers, splits);
        _meta.WriteInt(field.Number);
        _meta.WriteInt(CodecHeader.Magic);
        _meta.WriteString(PointsFormat.TreeCodec);
        _meta.WriteInt(PointsFormat.TreeVersion);
        _meta.WriteVInt(1); // dimensions of a value
        _meta.WriteVInt(1); // dimensions of the tree
        _meta.WriteVInt(PointsFormat.LeafPoints);
        _meta.WriteVInt(PointsFormat.ValueBytes);
        _meta.WriteVInt(pointers.Count);
        _meta.WriteLong((long)values[0]);
        _meta.WriteLong((long)values[^1]);
        _meta.WriteVLong(values.Length);
        _meta.WriteVInt(docCount);
        _meta.WriteVInt(tree.Length);
        _meta.WriteLong(dataStart);
        _meta.WriteLong(_index.Position);
        _index.WriteBytes(tree);
    }
}
