using System.Globalization;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.Points;

/// <summary>Reads a segment's one-dimensional long points; see FORMAT.md. Without fields that have points there are no files. Thread-safe.</summary>
internal sealed class PointsReader : IDisposable
{
    private readonly FileView? _data;
    private readonly FileView? _index;
    private readonly FileView? _meta;
    private readonly Dictionary<string, PointValues> _fields = new(StringComparer.Ordinal);

    public PointsReader(SegmentReadState state)
    {
        if (!state.Fields.Any(field => field.PointDimensionCount > 0))
            return;
        var segment = state.Segment;
        _data = state.Directory.OpenInput(segment.FileName(PointsFormat.DataExtension));
        try
        {
            CodecHeader.CheckIndexHeader(_data, PointsFormat.DataCodec, PointsFormat.Version, PointsFormat.Version, segment.Id, "");
            _index = state.Directory.OpenInput(segment.FileName(PointsFormat.IndexExtension));
            CodecHeader.CheckIndexHeader(_index, PointsFormat.IndexCodec, PointsFormat.Version, PointsFormat.Version, segment.Id, "");
            _meta = state.Directory.OpenInput(segment.FileName(PointsFormat.MetaExtension));
            CodecHeader.VerifyChecksum(_meta);
            var meta = _meta.ReaderAt(0);
            CodecHeader.CheckIndexHeader(ref meta, PointsFormat.MetaCodec, PointsFormat.Version, PointsFormat.Version, segment.Id, "");
            ReadFields(ref meta, state, _index, _data);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The points of a field, or null when no document of the segment has one.</summary>
    public PointValues? Field(string name) => _fields.GetValueOrDefault(name);

    /// <summary>Verifies the checksums of all files.</summary>
    public void CheckIntegrity()
    {
        foreach (var file in new[] { _data, _index, _meta })
        {
            if (file is not null)
                CodecHeader.VerifyChecksum(file);
        }
    }

    public void Dispose()
    {
        _data?.Dispose();
        _index?.Dispose();
        _meta?.Dispose();
    }

    private void ReadFields(ref ByteReader meta, SegmentReadState state, FileView index, FileView data)
    {
        for (var number = meta.ReadInt(); number != PointsFormat.EndOfFields; number = meta.ReadInt())
        {
            if (state.Fields.FindByNumber(number) is not { PointDimensionCount: > 0 } field)
            {
                meta.ThrowCorrupt("number of a field with points", number.ToString(CultureInfo.InvariantCulture));
                return;
            }
            if (!_fields.TryAdd(field.Name, PointValues.Read(ref meta, index, data, state.Segment.MaxDoc)))
                meta.ThrowCorrupt("each field once", field.Name);
        }
        CheckLength(ref meta, index);
        CheckLength(ref meta, data);
        if (meta.Remaining != CodecHeader.FooterLength)
            meta.ThrowCorrupt("the footer", $"{meta.Remaining - CodecHeader.FooterLength} more bytes");
    }

    private static void CheckLength(ref ByteReader meta, FileView file)
    {
        var length = meta.ReadLong();
        if (length != file.Length)
            CorruptIndexException.Throw(file.Name, file.Length, $"a file of {length} bytes", $"{file.Length}");
    }
}
