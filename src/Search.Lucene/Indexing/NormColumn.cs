using Search.Lucene.Numerics;

namespace Search.Lucene.Indexing;

/// <summary>One byte for each document that has the field, added in the order of documents.</summary>
internal sealed class NormColumn
{
    private byte[] _values = new byte[16];
    private ulong[] _present = new ulong[1];
    private int _end;

    /// <summary>Documents with a value.</summary>
    public int Count { get; private set; }

    public long UsedBytes => _end + _end / 8;

    public void Add(int doc, byte value)
    {
        Growth.Ensure(ref _values, doc + 1);
        Growth.Ensure(ref _present, (doc >> 6) + 1);
        _values[doc] = value;
        _present[doc >> 6] |= 1UL << doc;
        _end = doc + 1;
        Count++;
    }

    /// <summary>A byte for each of <paramref name="maxDoc"/> documents, 0 where there is none.</summary>
    public ReadOnlyMemory<byte> Values(int maxDoc)
    {
        Growth.Ensure(ref _values, maxDoc);
        return _values.AsMemory(0, maxDoc);
    }

    /// <summary>Which documents have a value; null when all do.</summary>
    public FixedBitSet? DocsWithField(int maxDoc)
    {
        if (Count == maxDoc)
            return null;
        var docs = new FixedBitSet(maxDoc);
        _present.AsSpan(0, Math.Min(docs.Words.Length, _present.Length)).CopyTo(docs.Words);
        return docs;
    }

    public void Reset()
    {
        Array.Clear(_values, 0, _end);
        Array.Clear(_present);
        _end = 0;
        Count = 0;
    }
}
