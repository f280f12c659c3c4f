using System.Globalization;
using Search.Lucene.Documents;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.Norms;

/// <summary>Reads a segment's norms; see FORMAT.md. Thread-safe.</summary>
internal sealed class NormsReader : IDisposable
{
    private readonly FileView _data;
    private readonly FileView _meta;
    private readonly Dictionary<int, FieldNorms> _fields = [];

    public NormsReader(SegmentReadState state)
    {
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
        CodecHeader.VerifyChecksum(_data);
        CodecHeader.VerifyChecksum(_meta);
    }

    public void Dispose()
    {
        _data.Dispose();
        _meta?.Dispose();
    }

    private void ReadFields(ref ByteReader meta, SegmentReadState state)
    {
        for (var number = meta.ReadInt(); number != NormsFormat.EndOfFields; number = meta.ReadInt())
        {
            if (state.Fields.FindByNumber(number) is not { HasNorms: true })
                meta.ThrowCorrupt("number of a field with norms", number.ToString(CultureInfo.InvariantCulture));
            var entry = ReadEntry(ref meta, state.Segment.MaxDoc);
            if (!_fields.TryAdd(number, new FieldNorms(_data, state.Segment.MaxDoc, entry)))
                meta.ThrowCorrupt("each field once", number.ToString(CultureInfo.InvariantCulture));
        }
        if (meta.Remaining != CodecHeader.FooterLength)
            meta.ThrowCorrupt("the footer", $"{meta.Remaining - CodecHeader.FooterLength} more bytes");
    }

    private static NormsEntry ReadEntry(ref ByteReader meta, int maxDoc)
    {
        var docsOffset = meta.ReadLong();
        var docsLength = meta.ReadLong();
        _ = meta.ReadShort(); // jumps: the reader looks over all blocks
        var rankPower = (sbyte)meta.ReadByte();
        var docCount = meta.ReadInt();
        var width = meta.ReadByte();
        var offset = meta.ReadLong();
        if (docsOffset < NormsFormat.NoDocs || (uint)docCount > (uint)maxDoc
            || (docsOffset == NormsFormat.NoDocs && docCount != 0) || (docsOffset == NormsFormat.AllDocs && docCount != maxDoc))
        {
            meta.ThrowCorrupt("documents with norms", string.Create(CultureInfo.InvariantCulture, $"{docCount} at {docsOffset}"));
        }
        if (width is not (0 or 1 or 2 or 4 or 8))
            meta.ThrowCorrupt("a width of 0, 1, 2, 4 or 8 bytes", width.ToString(CultureInfo.InvariantCulture));
        return new NormsEntry(docsOffset, docsLength, rankPower, docCount, width, offset);
    }
}
