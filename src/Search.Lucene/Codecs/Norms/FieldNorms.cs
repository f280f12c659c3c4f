using System.Buffers.Binary;
using Search.Lucene.Codecs.IndexedDisi;
using Search.Lucene.Codecs.Packed;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.Norms;

/// <summary>The norms of one field: the encoded length of the field, a byte for each document. Thread-safe.</summary>
internal sealed class FieldNorms
{
    private readonly FileView _data;
    private readonly DocsWithField _docs;
    private readonly byte[]? _constant;
    private readonly int _maxDoc;
    private readonly int _width;
    private readonly long _offset;

    /// <param name="data">The data file.</param>
    /// <param name="maxDoc">Documents of the segment.</param>
    /// <param name="docs">Those with the field.</param>
    /// <param name="width">Bytes of a norm; 0 when all are equal.</param>
    /// <param name="offset">Where the norms start; the norm itself when the width is 0.</param>
    internal FieldNorms(FileView data, int maxDoc, DocsWithField docs, int width, long offset)
    {
        _data = data;
        _maxDoc = maxDoc;
        _docs = docs;
        _width = width;
        _offset = offset;
        if (width != 0)
            FileRange.Check(data, offset, (long)docs.Count * width);
        else if (docs.IsAll)
            (_constant = new byte[maxDoc]).AsSpan().Fill((byte)offset);
    }

    /// <summary>Documents that have the field.</summary>
    public int DocCount => _docs.Count;

    /// <summary>The norms by document, where every document has one in a byte; otherwise empty. Valid as long as the reader is open.</summary>
    public ReadOnlySpan<byte> Dense
    {
        get
        {
            if (!_docs.IsAll)
                return default;
            return _width == 1 ? _data.Slice(_offset, _maxDoc) : _constant;
        }
    }

    /// <summary>The norm of a document from 0 up to the segment's count; 0 when it has none.</summary>
    public byte Get(int doc)
    {
        if (_width == 1 && _docs.IsAll)
            return _data.Slice(_offset, _maxDoc)[doc];
        var index = _docs.Index(doc);
        if (index < 0)
            return 0;
        return _width switch
        {
            0 => (byte)_offset,
            1 => _data.Slice(_offset + index, 1)[0],
            2 => (byte)BinaryPrimitives.ReadInt16BigEndian(_data.Slice(_offset + 2L * index, 2)),
            4 => (byte)BinaryPrimitives.ReadInt32BigEndian(_data.Slice(_offset + 4L * index, 4)),
            _ => (byte)BinaryPrimitives.ReadInt64BigEndian(_data.Slice(_offset + 8L * index, 8)),
        };
    }

    /// <summary>Which documents have the field.</summary>
    internal DocsWithField Docs => _docs;

    /// <summary>Where a document's norm stands in the data file; -1 where it does not stand there, because the document has none or all are equal.</summary>
    internal long OffsetOf(int doc) => _width != 0 && _docs.Index(doc) is >= 0 and var index ? _offset + (long)index * _width : -1;

    /// <summary>Whether the document has the field.</summary>
    public bool Has(int doc) => _docs.Index(doc) >= 0;
}
