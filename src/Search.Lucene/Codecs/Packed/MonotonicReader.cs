using System.Globalization;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.Packed;

/// <summary>Random access to a sequence that never falls (Lucene's DirectMonotonicReader). Thread-safe.</summary>
internal sealed class MonotonicReader
{
    public const int MinBlockShift = 2;
    public const int MaxBlockShift = 22;

    /// <summary>Bytes that a block takes in the metadata.</summary>
    private const int MetaBytes = 21;

    private readonly int _shift;
    private readonly long[] _mins;
    private readonly float[] _slopes;
    private readonly PackedReader[] _blocks;

    private MonotonicReader(long count, int shift, int blocks)
    {
        Count = count;
        _shift = shift;
        _mins = new long[blocks];
        _slopes = new float[blocks];
        _blocks = new PackedReader[blocks];
    }

    /// <summary>How many values there are.</summary>
    public long Count { get; }

    /// <summary>Reads the blocks' metadata at the cursor; their packed values lie in <paramref name="data"/> from <paramref name="offset"/> on.</summary>
    /// <param name="meta">The metadata.</param>
    /// <param name="data">File with the packed values; may be set later when it is known: see <see cref="MonotonicMeta"/>.</param>
    /// <param name="offset">Where the packed values start.</param>
    /// <param name="count">Values.</param>
    /// <param name="shift">log2 of the values of a block.</param>
    public static MonotonicReader Read(ref ByteReader meta, FileView data, long offset, long count, int shift) =>
        MonotonicMeta.Read(ref meta, count, shift).Open(data, offset);

    internal static int BlockCount(ref ByteReader meta, long count, int shift)
    {
        if (shift is < MinBlockShift or > MaxBlockShift)
            meta.ThrowCorrupt($"a block shift from {MinBlockShift} to {MaxBlockShift}", shift.ToString(CultureInfo.InvariantCulture));
        var blocks = count <= 0 ? 0 : ((count - 1) >> shift) + 1;
        if (count < 0 || blocks > meta.Remaining / MetaBytes)
            meta.ThrowCorrupt("a count of values", count.ToString(CultureInfo.InvariantCulture));
        return (int)blocks;
    }

    internal static MonotonicReader Open(MonotonicMeta meta, FileView data, long offset)
    {
        var reader = new MonotonicReader(meta.Count, meta.Shift, meta.Blocks.Length);
        for (var i = 0; i < meta.Blocks.Length; i++)
        {
            var block = meta.Blocks[i];
            var values = Math.Min(1L << meta.Shift, meta.Count - ((long)i << meta.Shift));
            FileRange.Check(data, offset, 0);
            if (block.Bits != 0)
                FileRange.Check(data, block.Offset, 0);
            reader._mins[i] = block.Min;
            reader._slopes[i] = block.Slope;
            reader._blocks[i] = new PackedReader(data, block.Bits == 0 ? 0 : offset + block.Offset, values, block.Bits);
        }
        return reader;
    }

    /// <summary>The value at an index from 0 to <see cref="Count"/> - 1.</summary>
    public long Get(long index)
    {
        var block = (int)(index >> _shift);
        var within = index & ((1L << _shift) - 1);
        return _mins[block] + MonotonicWriter.Expected(_slopes[block], within) + _blocks[block].Get(within);
    }

    /// <summary>Index of the last value that is not above <paramref name="key"/>, or -1 when all are. Of equal values the last.</summary>
    public long Floor(long key)
    {
        long low = 0;
        var high = Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (Get(middle) <= key)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return high;
    }
}
