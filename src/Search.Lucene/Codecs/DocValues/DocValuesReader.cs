using System.Globalization;
using Search.Lucene.Codecs.Fields;
using Search.Lucene.Codecs.IndexedDisi;
using Search.Lucene.Codecs.Packed;
using Search.Lucene.Documents;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.DocValues;

/// <summary>Reads a segment's columns of values; see FORMAT.md. Without fields that have doc values there are no files. Thread-safe.</summary>
internal sealed class DocValuesReader : IDisposable
{
    private readonly FileView? _data;
    private readonly FileView? _meta;
    private readonly Dictionary<string, NumericDocValues> _numeric = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDocValues> _sorted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSetDocValues> _sortedSets = new(StringComparer.Ordinal);

    public DocValuesReader(SegmentReadState state)
    {
        var segment = state.Segment;
        var metaName = segment.FileName(DocValuesFormat.MetaExtension, PerFieldAttributes.DocValuesSuffix);
        if (!HasFiles(state, metaName))
            return;
        _data = state.Directory.OpenInput(segment.FileName(DocValuesFormat.DataExtension, PerFieldAttributes.DocValuesSuffix));
        try
        {
            CodecHeader.CheckIndexHeader(_data, DocValuesFormat.DataCodec, DocValuesFormat.Version, DocValuesFormat.Version, segment.Id, PerFieldAttributes.DocValuesSuffix);
            _meta = state.Directory.OpenInput(metaName);
            CodecHeader.VerifyChecksum(_meta);
            var meta = _meta.ReaderAt(0);
            CodecHeader.CheckIndexHeader(ref meta, DocValuesFormat.MetaCodec, DocValuesFormat.Version, DocValuesFormat.Version, segment.Id, PerFieldAttributes.DocValuesSuffix);
            ReadFields(ref meta, state, _data);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The column of numbers of a field, or null when no document of the segment has one.</summary>
    public NumericDocValues? Numeric(string name) => _numeric.GetValueOrDefault(name);

    /// <summary>The column of strings of a field, or null when no document of the segment has one.</summary>
    public SortedDocValues? Sorted(string name) => _sorted.GetValueOrDefault(name);

    /// <summary>The column of sets of strings of a field, or null when no document of the segment has one.</summary>
    public SortedSetDocValues? SortedSet(string name) => _sortedSets.GetValueOrDefault(name);

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

    private static bool HasFiles(SegmentReadState state, string metaName)
    {
        var fields = state.Fields.Where(field => field.DocValuesType != DocValuesType.None).ToList();
        return fields.Exists(field => field.Attributes.ContainsKey(PerFieldAttributes.DocValuesFormatKey))
            || (fields.Count > 0 && state.Directory.FileExists(metaName));
    }

    private void ReadFields(ref ByteReader meta, SegmentReadState state, FileView data)
    {
        for (var number = meta.ReadInt(); number != DocValuesFormat.EndOfFields; number = meta.ReadInt())
        {
            if (state.Fields.FindByNumber(number) is not { } field || field.DocValuesType == DocValuesType.None)
            {
                meta.ThrowCorrupt("number of a field with doc values", number.ToString(CultureInfo.InvariantCulture));
                return;
            }
            ReadField(ref meta, field, data, state.Segment.MaxDoc);
        }
        if (meta.Remaining != CodecHeader.FooterLength)
            meta.ThrowCorrupt("the footer", $"{meta.Remaining - CodecHeader.FooterLength} more bytes");
    }

    private void ReadField(ref ByteReader meta, FieldInfo field, FileView data, int maxDoc)
    {
        var type = meta.ReadByte();
        // The file counts types from 0, field infos from 1.
        if (type + 1 != (int)field.DocValuesType)
            meta.ThrowCorrupt($"doc values of type {field.DocValuesType}", type.ToString(CultureInfo.InvariantCulture));
        var isNew = type switch
        {
            DocValuesFormat.Numeric => _numeric.TryAdd(field.Name, ReadNumeric(ref meta, data, maxDoc)),
            DocValuesFormat.Sorted => _sorted.TryAdd(field.Name, ReadSorted(ref meta, data, maxDoc)),
            DocValuesFormat.SortedSet => _sortedSets.TryAdd(field.Name, ReadSortedSet(ref meta, data, maxDoc)),
            _ => throw new IndexFormatException(meta.File, $"field \"{field.Name}\" has doc values of type {field.DocValuesType}, which this library does not read"),
        };
        if (!isNew)
            meta.ThrowCorrupt("each field once", field.Name);
    }

    private static NumericDocValues ReadNumeric(ref ByteReader meta, FileView data, int maxDoc)
    {
        var docs = DocsWithField.Read(ref meta);
        var count = meta.ReadLong();
        docs.Open(ref meta, data, count, maxDoc);
        return new NumericDocValues(docs, LongColumn.Read(ref meta, data, count));
    }

    private static SortedDocValues ReadSorted(ref ByteReader meta, FileView data, int maxDoc)
    {
        var docs = DocsWithField.Read(ref meta);
        docs.Open(ref meta, data, meta.ReadInt(), maxDoc);
        var bits = meta.ReadByte();
        var offset = meta.ReadLong();
        FileRange.Check(data, offset, meta.ReadLong());
        var ords = new PackedReader(data, offset, docs.Count, bits);
        return new SortedDocValues(data, docs, ords, TermsDictionary.Read(ref meta, data, maxDoc));
    }

    private static SortedSetDocValues ReadSortedSet(ref ByteReader meta, FileView data, int maxDoc)
    {
        var kind = meta.ReadByte();
        if (kind == DocValuesFormat.SingleValued)
            return ReadSorted(ref meta, data, maxDoc).AsSets();
        if (kind != DocValuesFormat.MultiValued)
            meta.ThrowCorrupt("0 or 1 for one or several strings a document", kind.ToString(CultureInfo.InvariantCulture));
        return ReadMultiValued(ref meta, data, maxDoc);
    }

    private static SortedSetDocValues ReadMultiValued(ref ByteReader meta, FileView data, int maxDoc)
    {
        var docs = DocsWithField.Read(ref meta);
        var bits = meta.ReadByte();
        var offset = meta.ReadLong();
        FileRange.Check(data, offset, meta.ReadLong());
        docs.Open(ref meta, data, meta.ReadInt(), maxDoc);
        var addressesOffset = meta.ReadLong();
        var shift = meta.ReadVInt();
        var addresses = MonotonicReader.Read(ref meta, data, addressesOffset, docs.Count + 1L, shift);
        FileRange.Check(data, addressesOffset, meta.ReadLong());
        var count = addresses.Get(docs.Count);
        if (count < docs.Count || addresses.Get(0) != 0)
            meta.ThrowCorrupt($"at least {docs.Count} ordinals, from 0 on", count.ToString(CultureInfo.InvariantCulture));
        var ords = new PackedReader(data, offset, count, bits);
        return new SortedSetDocValues(data, docs, addresses, ords, TermsDictionary.Read(ref meta, data, (int)Math.Min(count, int.MaxValue)));
    }
}
