using System.Globalization;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.IndexedDisi;

/// <summary>
/// Which documents have a value, and at which index the value stands: none, all (the index is the document), or a sparse set. In the
/// metadata: offset int64 (-2 none, -1 all), length int64, jumps int16, rank power int8. Thread-safe.
/// </summary>
internal sealed class DocsWithField
{
    private const long None = -2;
    private const long All = -1;

    private readonly long _offset;
    private readonly long _length;
    private readonly int _jumps;
    private readonly int _rankPower;
    private IndexedDisiReader? _set;

    private DocsWithField(long offset, long length, int jumps, int rankPower)
    {
        _jumps = jumps;
        _offset = offset;
        _length = length;
        _rankPower = rankPower;
    }

    /// <summary>Documents that have a value.</summary>
    public int Count { get; private set; }

    /// <summary>Where a sparse set stands in the data file; -1 where there is none.</summary>
    public long Offset => Math.Max(-1, _offset);

    /// <summary>Every document of the segment has a value.</summary>
    public bool IsAll => _offset == All;

    /// <summary>Writes a set to the data, where it is sparse, and what describes it to the metadata. <paramref name="docs"/> ascend.</summary>
    public static void Write(IndexOutput meta, IndexOutput data, ReadOnlySpan<int> docs, int maxDoc)
    {
        if (docs.Length == 0 || docs.Length == maxDoc)
        {
            WriteTrivial(meta, docs.Length == 0);
            return;
        }
        var start = data.Position;
        WriteSparse(meta, data, start, IndexedDisiWriter.Write(data, docs));
    }

    /// <summary>Writes what describes none or all.</summary>
    public static void WriteTrivial(IndexOutput meta, bool none)
    {
        meta.WriteLong(none ? None : All);
        meta.WriteLong(0);
        meta.WriteShort(-1);
        meta.WriteByte(0xFF);
    }

    /// <summary>Writes what describes a sparse set that was just written to the data from <paramref name="start"/> on.</summary>
    public static void WriteSparse(IndexOutput meta, IndexOutput data, long start, short jumps)
    {
        meta.WriteLong(start);
        meta.WriteLong(data.Position - start);
        meta.WriteShort(jumps);
        meta.WriteByte(IndexedDisiFormat.DenseRankPower);
    }

    /// <summary>Reads the description at the cursor; <see cref="Open"/> follows, once the count is known.</summary>
    public static DocsWithField Read(ref ByteReader meta)
    {
        var offset = meta.ReadLong();
        var length = meta.ReadLong();
        var jumps = meta.ReadShort();
        var rankPower = (sbyte)meta.ReadByte();
        if (offset < None)
            meta.ThrowCorrupt("offset of the documents with a value", offset.ToString(CultureInfo.InvariantCulture));
        if (offset < 0 && (length, jumps, rankPower) != (0, -1, -1))
            meta.ThrowCorrupt("no length, jumps and ranks without a set", string.Create(CultureInfo.InvariantCulture, $"{length}, {jumps} and {rankPower}"));
        return new DocsWithField(offset, length, jumps, rankPower);
    }

    /// <summary>Opens the set, which the metadata say has <paramref name="count"/> documents, of a segment of <paramref name="maxDoc"/>.</summary>
    public void Open(ref ByteReader meta, FileView data, long count, int maxDoc)
    {
        var possible = _offset switch
        {
            None => count == 0,
            All => count == maxDoc,
            _ => count >= 0 && count <= maxDoc,
        };
        if (!possible)
            meta.ThrowCorrupt("a count of documents with a value", count.ToString(CultureInfo.InvariantCulture));
        Count = (int)count;
        if (_offset >= 0)
            _set = new IndexedDisiReader(data, _offset, _length, _rankPower, Count, maxDoc);
    }

    /// <summary>Checks the table of jumps, which this library does not use.</summary>
    public void CheckJumps() => _set?.CheckJumps(_jumps);

    /// <summary>Index of the document's value, or -1 when it has none.</summary>
    public int Index(int doc)
    {
        if (_set is not null)
            return _set.Rank(doc);
        return IsAll ? doc : -1;
    }
}
