using System.Globalization;
using Search.Lucene.Codecs.Packed;
using Search.Lucene.Documents;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.StoredFields;

/// <summary>Reads the stored fields of a segment; see FORMAT.md. Thread-safe. Cost of a document: its chunk's dictionary and block decompressed.</summary>
internal sealed class StoredFieldsReader : IDisposable
{
    private readonly FileView _data;
    private readonly FileView _index;
    private readonly FileView _meta;
    private readonly int _chunkBytes;
    private readonly long _end;
    private readonly MonotonicReader _firstDocs;
    private readonly MonotonicReader _pointers;
    private ChunkScratch? _spare;

    public StoredFieldsReader(SegmentReadState state)
    {
        var segment = state.Segment;
        CheckMode(segment);
        Fields = state.Fields;
        MaxDoc = segment.MaxDoc;
        _data = state.Directory.OpenInput(segment.FileName(StoredFieldsFormat.DataExtension));
        try
        {
            CodecHeader.CheckIndexHeader(_data, StoredFieldsFormat.DataCodec, StoredFieldsFormat.DataVersion, StoredFieldsFormat.DataVersion, segment.Id, "");
            _index = state.Directory.OpenInput(segment.FileName(StoredFieldsFormat.IndexExtension));
            CodecHeader.CheckIndexHeader(_index, StoredFieldsFormat.IndexCodec, StoredFieldsFormat.IndexVersion, StoredFieldsFormat.IndexVersion, segment.Id, "");
            _meta = state.Directory.OpenInput(segment.FileName(StoredFieldsFormat.MetaExtension));
            CodecHeader.VerifyChecksum(_meta);
            var meta = _meta.ReaderAt(0);
            CodecHeader.CheckIndexHeader(ref meta, StoredFieldsFormat.MetaCodec, StoredFieldsFormat.MetaVersion, StoredFieldsFormat.MetaVersion, segment.Id, "");
            _chunkBytes = ReadChunkBytes(ref meta);
            (_firstDocs, _pointers, _end) = ReadIndex(ref meta);
            DirtyChunks = meta.ReadVLong();
            DirtyDocs = meta.ReadVLong();
            CheckDirt(ref meta);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public FieldInfos Fields { get; }

    public int MaxDoc { get; }

    /// <summary>Chunks that were closed before they were full.</summary>
    public long DirtyChunks { get; }

    /// <summary>Documents that those chunks lack.</summary>
    public long DirtyDocs { get; }

    /// <summary>Chunks in the file.</summary>
    public long ChunkCount => _pointers.Count - 1;

    /// <summary>Clean enough that a merge may take the chunks as they are.</summary>
    public bool IsClean => _chunkBytes == StoredFieldsFormat.ChunkBytes && DirtyChunks <= StoredFieldsFormat.MaxDirtyChunks && DirtyDocs * 100 <= MaxDoc;

    /// <summary>The file with the chunks.</summary>
    internal FileView Data => _data;

    /// <summary>The stored values of a document.</summary>
    /// <param name="doc">From 0 up to <see cref="MaxDoc"/>; deleted documents keep theirs.</param>
    /// <param name="fields">Names of the fields wanted; null for all.</param>
    public StoredDocument Document(int doc, IReadOnlySet<string>? fields = null)
    {
        var document = new StoredDocument();
        Read(doc, document, fields);
        return document;
    }

    /// <summary>As <see cref="Document"/>, into a document that is reused.</summary>
    public void Read(int doc, StoredDocument document, IReadOnlySet<string>? fields = null)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)doc, (uint)MaxDoc, nameof(doc));
        document.Clear();
        var scratch = Interlocked.Exchange(ref _spare, null) ?? new ChunkScratch();
        var input = _data.ReaderAt(_pointers.Get(_firstDocs.Floor(doc)));
        scratch.Header.Read(ref input, doc, MaxDoc);
        var index = doc - scratch.Header.DocBase;
        var start = scratch.Header.Offset(index);
        var length = scratch.Header.Offset(index + 1) - start;
        var fieldCount = scratch.Header.FieldCount(index);
        if (document.Bytes.Length < length)
            document.Bytes = new byte[CheckedLength(ref input, length)];
        ReadContent(ref input, scratch, start, start + length, document.Bytes);
        _spare = scratch;
        var values = new ByteReader(document.Bytes.AsSpan(0, length), _data, input.Position);
        StoredValueReader.ReadAll(ref values, document, fieldCount, Fields, fields);
    }

    /// <summary>Verifies the checksums of all files.</summary>
    public void CheckIntegrity()
    {
        CodecHeader.VerifyChecksum(_data);
        CodecHeader.VerifyChecksum(_index);
        CodecHeader.VerifyChecksum(_meta);
    }

    public void Dispose()
    {
        _data.Dispose();
        _index?.Dispose();
        _meta?.Dispose();
    }

    /// <summary>Which chunk holds a document.</summary>
    internal long ChunkOf(int doc) => _firstDocs.Floor(doc);

    /// <summary>First document of a chunk; the count of chunks gives <see cref="MaxDoc"/>.</summary>
    internal int FirstDoc(long chunk) => (int)_firstDocs.Get(chunk);

    /// <summary>Where a chunk starts in the data; the count of chunks gives the end.</summary>
    internal long Pointer(long chunk) => _pointers.Get(chunk);

    /// <summary>Decompresses bytes <paramref name="from"/> to <paramref name="to"/> of the content of the chunk whose header was just read.</summary>
    internal void ReadContent(ref ByteReader input, ChunkScratch scratch, int from, int to, Span<byte> output)
    {
        if (from == to)
            return;
        var total = scratch.Header.ContentLength;
        var step = scratch.Header.IsSliced ? _chunkBytes : total;
        for (var slice = 0; slice < total && slice < to; slice += Math.Min(step, total - slice))
        {
            var length = Math.Min(step, total - slice);
            var first = Math.Clamp(from - slice, 0, length);
            var last = Math.Clamp(to - slice, 0, length);
            scratch.Decompressor.Read(ref input, length, first, last, first < last ? output[(slice + first - from)..] : default);
        }
    }

    /// <summary>A length that the rest of the file could decompress to.</summary>
    internal static int CheckedLength(ref ByteReader input, int length)
    {
        if (length > 256L * input.Remaining)
            input.ThrowCorrupt("a length that the file can hold", length.ToString(CultureInfo.InvariantCulture));
        return length;
    }

    private static void CheckMode(SegmentInfo segment)
    {
        if (!segment.Attributes.TryGetValue(StoredFieldsFormat.ModeKey, out var mode) || !string.Equals(mode, StoredFieldsFormat.ModeBestSpeed, StringComparison.Ordinal))
            throw new IndexFormatException(segment.Name + ".si", $"stored fields of mode \"{mode}\"; this library reads {StoredFieldsFormat.ModeBestSpeed}");
    }

    private void CheckDirt(ref ByteReader meta)
    {
        if ((ulong)DirtyChunks > (ulong)ChunkCount || DirtyDocs < 0)
            meta.ThrowCorrupt($"at most {ChunkCount} chunks closed early", DirtyChunks.ToString(CultureInfo.InvariantCulture));
        if (meta.Remaining != CodecHeader.FooterLength)
            meta.ThrowCorrupt("the footer", $"{meta.Remaining - CodecHeader.FooterLength} more bytes");
    }

    private static int ReadChunkBytes(ref ByteReader meta)
    {
        var chunkBytes = meta.ReadVInt();
        if (chunkBytes < 1)
            meta.ThrowCorrupt("a chunk size", chunkBytes.ToString(CultureInfo.InvariantCulture));
        var version = meta.ReadVInt();
        if (version != StoredFieldsFormat.PackedVersion)
            throw new IndexFormatException(meta.File, $"packed integers of version {version}; this library reads {StoredFieldsFormat.PackedVersion}");
        return chunkBytes;
    }

    private (MonotonicReader FirstDocs, MonotonicReader Pointers, long End) ReadIndex(ref ByteReader meta)
    {
        var maxDoc = meta.ReadInt();
        if (maxDoc != MaxDoc)
            meta.ThrowCorrupt($"{MaxDoc} documents", maxDoc.ToString(CultureInfo.InvariantCulture));
        var shift = meta.ReadInt();
        var count = meta.ReadInt();
        if (count < 1)
            meta.ThrowCorrupt("a count of chunks", count.ToString(CultureInfo.InvariantCulture));
        var firstDocsStart = meta.ReadLong();
        var firstDocs = MonotonicMeta.Read(ref meta, count, shift);
        var pointersStart = meta.ReadLong();
        var pointers = MonotonicMeta.Read(ref meta, count, shift);
        var indexEnd = meta.ReadLong();
        var end = meta.ReadLong();
        var docs = firstDocs.Open(_index, firstDocsStart);
        var starts = pointers.Open(_index, pointersStart);
        if (docs.Get(0) != 0 || docs.Get(count - 1) != MaxDoc || starts.Get(count - 1) != end || end != _data.Length - CodecHeader.FooterLength || indexEnd != _index.Length - CodecHeader.FooterLength)
            meta.ThrowCorrupt("an index that covers all documents and the whole file", "another");
        return (docs, starts, end);
    }
}
