using System.Globalization;
using Search.Lucene.Codecs.IndexedDisi;
using Search.Lucene.Documents;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.Norms;

/// <summary>Reads a segment's norms; see FORMAT.md. Without fields that have norms there are no files. Thread-safe.</summary>
internal sealed class NormsReader : IDisposable
{
    private readonly FileView? _data;
    private readonly FileView? _meta;
    private readonly Dictionary<int, FieldNorms> _fields = [];

    public NormsReader(SegmentReadState state)
    {
        if (!state.Fields.Any(field => field.HasNorms))
            return;
        _data = state.Directory.OpenInput(state.Segment.FileName(NormsFormat.DataExtension));
        try
        {
            CodecHeader.CheckIndexHeader(_data, NormsFormat.DataCodec, NormsFormat.Version, NormsFormat.Version, state.Segment.Id, "");
            _meta = state.Directory.OpenInput(state.Segment.FileName(NormsFormat.MetaExtension));
            CodecHeader.VerifyChecksum(_meta);
            var meta = _meta.ReaderAt(0);
            CodecHeader.CheckIndexHeader(ref meta, NormsFormat.MetaCodec, NormsFormat.Version, NormsFormat.Version, state.Segment.Id, "");
            ReadFields(ref meta, state);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The norms of a field, or null when no document of the segment has any.</summary>
    public FieldNorms? Field(FieldInfo field) => _fields.GetValueOrDefault(field.Number);

    /// <summary>Verifies the checksums of all files.</summary>
    public void CheckIntegrity()
    {
        if (_data is not null)
            CodecHeader.VerifyChecksum(_data);
        if (_meta is not null)
            CodecHeader.VerifyChecksum(_meta);
    }

    public void Dispose()
    {
        _data?.Dispose();
        _meta?.Dispose();
    }

    private void ReadFields(ref ByteReader meta, SegmentReadState state)
    {
        for (var number = meta.ReadInt(); number != NormsFormat.EndOfFields; number = meta.ReadInt())
        {
            if (state.Fields.FindByNumber(number) is not { HasNorms: true })
                meta.ThrowCorrupt("number of a field with norms", number.ToString(CultureInfo.InvariantCulture));
            if (!_fields.TryAdd(number, ReadField(ref meta, state.Segment.MaxDoc)))
                meta.ThrowCorrupt("each field once", number.ToString(CultureInfo.InvariantCulture));
        }
        if (meta.Remaining != CodecHeader.FooterLength)
            meta.ThrowCorrupt("the footer", $"{meta.Remaining - CodecHeader.FooterLength} more bytes");
    }

    private FieldNorms ReadField(ref ByteReader meta, int maxDoc)
    {
        var docs = DocsWithField.Read(ref meta);
        docs.Open(ref meta, _data!, meta.ReadInt(), maxDoc);
        var width = meta.ReadByte();
        if (width is not (0 or 1 or 2 or 4 or 8))
            meta.ThrowCorrupt("a width of 0, 1, 2, 4 or 8 bytes", width.ToString(CultureInfo.InvariantCulture));
        return new FieldNorms(_data!, maxDoc, docs, width, meta.ReadLong());
    }
}
