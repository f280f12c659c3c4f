namespace Search.Lucene.Codecs.StoredFields;

/// <summary>Reads documents in ascending order for a merge: each chunk is decompressed once, as a whole. Not thread-safe.</summary>
internal sealed class StoredFieldsCursor(StoredFieldsReader reader)
{
    private readonly ChunkScratch _scratch = new();
    private byte[] _content = [];

    public StoredFieldsReader Reader => reader;

    /// <summary>First document of the chunk that the last one lay in.</summary>
    public int FirstDoc => _scratch.Header.DocBase;

    /// <summary>The document after that chunk.</summary>
    public int EndDoc => FirstDoc + _scratch.Header.DocCount;

    /// <summary>Where that chunk ends in the data; -1 when its documents have no values, so that nothing was read.</summary>
    public long End { get; private set; }

    /// <summary>The document as it is serialised; valid until the next call.</summary>
    public ReadOnlySpan<byte> Read(int doc, out int fieldCount)
    {
        var header = _scratch.Header;
        if (!header.Contains(doc))
            Load(doc);
        var index = doc - header.DocBase;
        fieldCount = header.FieldCount(index);
        return _content.AsSpan(header.Offset(index)..header.Offset(index + 1));
    }

    private void Load(int doc)
    {
        var input = reader.Data.ReaderAt(reader.Pointer(reader.ChunkOf(doc)));
        _scratch.Header.Read(ref input, doc, reader.MaxDoc);
        var length = _scratch.Header.ContentLength;
        if (_content.Length < length)
            _content = new byte[StoredFieldsReader.CheckedLength(ref input, length)];
        reader.ReadContent(ref input, _scratch, 0, length, _content);
        End = length > 0 ? input.Position : -1;
    }
}
