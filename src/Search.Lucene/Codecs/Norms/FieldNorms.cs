using System.Buffers.Binary;
using Search.Lucene.Codecs.IndexedDisi;
using Search.Lucene.Codecs.Packed;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.Norms;

/// <summary>The norms of one field: the encoded length of the field, a byte for each document. Thread-safe.</summary>
internal sealed class FieldNorms
{
    private readonly FileView _data;
    private readonly IndexedDisiReader? _docs;
    private readonly byte[]? _constant;
    private readonly int _maxDoc;
    private readonly int _width;
    private readonly long _offset;
    private readonly byte _value;

    internal FieldNorms(FileView data, int maxDoc, NormsEntry entry)
    {
        _data = data;
        _maxDoc = maxDoc;
        _width = entry.Width;
        _offset = entry.Offset;
        DocCount = entry.DocCount;
        if (entry.DocsOffset >= 0)
            _docs = new IndexedDisiReader(data, entry.DocsOffset, entry.DocsLength, entry.RankPower, entry.DocCount, maxDoc);
        if (_width == 0)
            _value = (byte)entry.Offset;
        else
            FileRange.Check(data, entry.Offset, (long)entry.DocCount * _width);
        if (_width == 0 && DocCount == maxDoc && _docs is null)
        {
            _constant = new byte[maxDoc];
            _constant.AsSpan().Fill(_value);
        }
    }

    /// <summary>Documents that have the field.</summary>
    public int DocCount { get; }

    /// <summary>The norms by document, where every document has one in a byte; otherwise empty. Valid as long as the reader is open.</summary>
    public ReadOnlySpan<byte> Dense
    {
        get
        {
            if (_docs is not null || DocCount != _maxDoc)
                return default;
            return _width switch
            {
                0 => _constant,
                1 => _data.Slice(_offset, _maxDoc),
                _ => default,
            };
        }
    }

    /// <summary>The norm of a document from 0 up to the segment's count; 0 when it has none.</summary>
    public byte Get(int doc)
    {
        var index = DocCount == 0 ? -1 : _docs is null ? doc : _docs.Rank(doc);
        if (index < 0)
            return 0;
        return _width switch
        {
            0 => _value,
            1 => _data.Slice(_offset + index, 1)[0],
            2 => (byte)BinaryPrimitives.ReadInt16BigEndian(_data.Slice(_offset + 2L * index, 2)),
            4 => (byte)BinaryPrimitives.ReadInt32BigEndian(_data.Slice(_offset + 4L * index, 4)),
            _ => (byte)BinaryPrimitives.ReadInt64BigEndian(_data.Slice(_offset + 8L * index, 8)),
        };
    }

    /// <summary>Whether the document has the field.</summary>
    public bool Has(int doc) => DocCount != 0 && (_docs is null || _docs.Rank(doc) >= 0);
}
