using System.Runtime.CompilerServices;
using Search.Lucene.Codecs.Packed;
using Search.Lucene.Documents;
using Search.Lucene.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.StoredFields;

/// <summary>
/// Writes the stored fields of a segment's documents, in document order: .fdt (documents in compressed chunks), .fdx (where the chunks
/// lie) and .fdm (metadata); see FORMAT.md. Not thread-safe. Disposal without <see cref="Finish"/> leaves broken files, for the caller to delete.
/// </summary>
internal sealed partial class StoredFieldsWriter : IDisposable
{
    private readonly SegmentWriteState _state;
    private readonly IndexOutput _data;
    private readonly IndexOutput _meta;
    private readonly ChunkBuffer _chunk = new();
    private readonly ChunkCompressor _compressor = new();
    private readonly int[] _fieldCounts = new int[StoredFieldsFormat.ChunkDocs];
    private readonly int[] _lengths = new int[StoredFieldsFormat.ChunkDocs];
    private readonly List<long> _firstDocs = [0];
    private readonly List<long> _pointers = [];
    private int _chunkDocs;
    private int _documentStart;
    private int _documentFields;
    private int _docBase;
    private long _dirtyChunks;
    private long _dirtyDocs;

    public StoredFieldsWriter(SegmentWriteState state)
    {
        _state = state;
        var segment = state.Segment;
        _meta = state.Directory.CreateOutput(segment.FileName(StoredFieldsFormat.MetaExtension));
        try
        {
            CodecHeader.WriteIndexHeader(_meta, StoredFieldsFormat.MetaCodec, StoredFieldsFormat.MetaVersion, segment.Id, "");
            _meta.WriteVInt(StoredFieldsFormat.ChunkBytes);
            _meta.WriteVInt(StoredFieldsFormat.PackedVersion);
            _data = state.Directory.CreateOutput(segment.FileName(StoredFieldsFormat.DataExtension));
            CodecHeader.WriteIndexHeader(_data, StoredFieldsFormat.DataCodec, StoredFieldsFormat.DataVersion, segment.Id, "");
        }
        catch
        {
            Closing.All(_data, _meta);
            throw;
        }
    }

    /// <summary>Documents finished so far.</summary>
    public int DocCount => _docBase + _chunkDocs;

    /// <summary>Names of the files that this writes.</summary>
    public static IEnumerable<string> FileNames(SegmentInfo segment) =>
    [
        segment.FileName(StoredFieldsFormat.DataExtension),
        segment.FileName(StoredFieldsFormat.IndexExtension),
        segment.FileName(StoredFieldsFormat.MetaExtension),
    ];

    /// <summary>Begins the next document.</summary>
    public void StartDocument()
    {
        _documentStart = _chunk.Length;
        _documentFields = 0;
    }

    /// <summary>Adds a string in UTF-8 to the document.</summary>
    public void WriteField(FieldInfo field, ReadOnlySpan<byte> utf8)
    {
        WriteHead(field, StoredValueType.String);
        _chunk.WriteVLong((uint)utf8.Length);
        _chunk.WriteBytes(utf8);
    }

    /// <summary>Adds a long to the document.</summary>
    public void WriteField(FieldInfo field, long value)
    {
        WriteHead(field, StoredValueType.Long);
        _chunk.WriteTimestamp(value);
    }

    public void FinishDocument()
    {
        _fieldCounts[_chunkDocs] = _documentFields;
        _lengths[_chunkDocs] = _chunk.Length - _documentStart;
        _chunkDocs++;
        if (_chunk.Length >= StoredFieldsFormat.ChunkBytes || _chunkDocs == StoredFieldsFormat.ChunkDocs)
            WriteChunk();
    }

    /// <summary>Ends the files. <paramref name="docCount"/> is checked against the documents that were added.</summary>
    public void Finish(int docCount)
    {
        if (DocCount != docCount)
            throw new InvalidOperationException($"{DocCount} documents were stored, not {docCount}");
        if (_chunkDocs > 0)
        {
            _dirtyChunks++;
            _dirtyDocs += MissingDocs();
            WriteChunk();
        }
        WriteIndex();
        _meta.WriteVLong(_dirtyChunks);
        _meta.WriteVLong(_dirtyDocs);
        CodecHeader.WriteFooter(_meta);
        CodecHeader.WriteFooter(_data);
    }

    public void Dispose() => Closing.All(_meta, _data);

    private void WriteHead(FieldInfo field, StoredValueType type)
    {
        _documentFields++;
        _chunk.WriteVLong(((ulong)field.Number << StoredFieldsFormat.TypeBits) | (byte)type);
    }

    /// <summary>How many documents like those in the open chunk would still fit.</summary>
    private long MissingDocs()
    {
        var full = _chunk.Length == 0
            ? StoredFieldsFormat.ChunkDocs
            : Math.Min(StoredFieldsFormat.ChunkDocs, (long)((double)StoredFieldsFormat.ChunkBytes / _chunk.Length * _chunkDocs));
        return full - _chunkDocs;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void WriteChunk()
    {
        StartChunk(_chunkDocs);
        var sliced = _chunk.Length >= 2 * StoredFieldsFormat.ChunkBytes;
        _data.WriteVInt(_docBase);
        _data.WriteVInt((_chunkDocs << 1) | (sliced ? 1 : 0));
        WriteInts(_fieldCounts.AsSpan(0, _chunkDocs));
        WriteInts(_lengths.AsSpan(0, _chunkDocs));
        var content = _chunk.Content;
        var step = sliced ? StoredFieldsFormat.ChunkBytes : Math.Max(1, content.Length);
        for (var at = 0; at < content.Length || at == 0; at += step)
            _compressor.Write(content.Slice(at, Math.Min(step, content.Length - at)), _data);
        _docBase += _chunkDocs;
        _chunkDocs = 0;
        _chunk.Clear();
    }

    private void StartChunk(int docs)
    {
        _pointers.Add(_data.Position);
        _firstDocs.Add(_firstDocs[^1] + docs);
    }

    /// <summary>One number alone; or 0 and the number that all are; or a bit width and the numbers packed.</summary>
    private void WriteInts(ReadOnlySpan<int> values)
    {
        if (values.Length > 1 && values.ContainsAnyExcept(values[0]))
        {
            WritePacked(values);
            return;
        }
        if (values.Length > 1)
            _data.WriteVInt(0);
        _data.WriteVInt(values[0]);
    }

    private void WritePacked(ReadOnlySpan<int> values)
    {
        var all = 0;
        foreach (var value in values)
            all |= value;
        var bits = PackedBits.BitsRequired(all);
        _data.WriteVInt(bits);
        var writer = new PackedWriter(_data, bits);
        foreach (var value in values)
            writer.Add(value);
        writer.Finish();
    }

    private void WriteIndex()
    {
        var segment = _state.Segment;
        using var index = _state.Directory.CreateOutput(segment.FileName(StoredFieldsFormat.IndexExtension));
        CodecHeader.WriteIndexHeader(index, StoredFieldsFormat.IndexCodec, StoredFieldsFormat.IndexVersion, segment.Id, "");
        _pointers.Add(_data.Position);
        _meta.WriteInt(DocCount);
        _meta.WriteInt(StoredFieldsFormat.IndexBlockShift);
        _meta.WriteInt(_pointers.Count);
        _meta.WriteLong(index.Position);
        MonotonicWriter.Write(_meta, index, StoredFieldsFormat.IndexBlockShift, [.. _firstDocs]);
        _meta.WriteLong(index.Position);
        MonotonicWriter.Write(_meta, index, StoredFieldsFormat.IndexBlockShift, [.. _pointers]);
        _meta.WriteLong(index.Position);
        _meta.WriteLong(_data.Position);
        CodecHeader.WriteFooter(index);
    }
}
