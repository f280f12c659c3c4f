using System.Globalization;
using Search.Lucene.Codecs.Packed;
using Search.Lucene.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.DocValues;

/// <summary>Numbers by index, however they are encoded: one for all, by a table, by a line, or in blocks. Thread-safe.</summary>
internal sealed class LongColumn
{
    private readonly FileView _data;
    private readonly long[]? _table;
    private readonly long _min;
    private readonly long _divisor;
    private readonly PackedReader _values;
    private readonly int _blockShift = -1;
    private readonly LongBlock[] _blocks = [];

    private LongColumn(FileView data, long[]? table, long min, long divisor, PackedReader values)
    {
        _data = data;
        _table = table;
        _min = min;
        _divisor = divisor;
        _values = values;
    }

    private LongColumn(FileView data, int blockShift, long divisor, LongBlock[] blocks)
    {
        _data = data;
        _blockShift = blockShift;
        _divisor = divisor;
        _blocks = blocks;
    }

    /// <summary>Reads the description at the cursor, of <paramref name="count"/> numbers.</summary>
    public static LongColumn Read(ref ByteReader meta, FileView data, long count)
    {
        var tableSize = meta.ReadInt();
        var table = ReadTable(ref meta, tableSize);
        var bits = meta.ReadByte();
        var min = meta.ReadLong();
        var divisor = meta.ReadLong();
        var offset = meta.ReadLong();
        var length = meta.ReadLong();
        var jumps = meta.ReadLong();
        FileRange.Check(data, offset, length);
        if (tableSize < -1)
            return new LongColumn(data, -2 - tableSize, divisor, ReadBlocks(ref meta, data, count, -2 - tableSize, offset, length, jumps));
        return new LongColumn(data, bits == 0 ? null : table, min, divisor, new PackedReader(data, offset, count, bits));
    }

    public long Get(long index)
    {
        if (_blockShift >= 0)
        {
            var block = _blocks[index >> _blockShift];
            return unchecked(_divisor * block.Values.Get(index & ((1L << _blockShift) - 1)) + block.Min);
        }
        var value = _values.Get(index);
        if (_table is null)
            return unchecked(_divisor * value + _min);
        if ((ulong)value >= (ulong)_table.Length)
            CorruptIndexException.Throw(_data.Name, _values.Offset, $"an index into a table of {_table.Length} values", value.ToString(CultureInfo.InvariantCulture));
        return _table[value];
    }

    private static long[]? ReadTable(ref ByteReader meta, int size)
    {
        if (size > DocValuesFormat.MaxTableSize)
            meta.ThrowCorrupt($"a table of at most {DocValuesFormat.MaxTableSize} values", size.ToString(CultureInfo.InvariantCulture));
        if (size < 0)
            return null;
        var table = new long[size];
        for (var i = 0; i < size; i++)
        {
            table[i] = meta.ReadLong();
            if (i > 0 && table[i] <= table[i - 1])
                meta.ThrowCorrupt("a table of values that ascend", table[i].ToString(CultureInfo.InvariantCulture));
        }
        return table;
    }

    private static LongBlock[] ReadBlocks(ref ByteReader meta, FileView data, long count, int shift, long offset, long length, long jumps)
    {
        if (shift is < 1 or > 30)
            meta.ThrowCorrupt("a block shift", shift.ToString(CultureInfo.InvariantCulture));
        var blocks = (count + (1L << shift) - 1) >> shift;
        FileRange.Check(data, jumps, 8 * (blocks + 1));
        if (jumps < offset || jumps > offset + length)
            meta.ThrowCorrupt("jumps behind the blocks", jumps.ToString(CultureInfo.InvariantCulture));
        var result = new LongBlock[blocks];
        var table = data.ReaderAt(jumps);
        for (var i = 0; i < result.Length; i++)
            result[i] = ReadBlock(data, table.ReadLong(), Math.Min(1L << shift, count - ((long)i << shift)));
        return result;
    }

    private static LongBlock ReadBlock(FileView data, long offset, long count)
    {
        FileRange.Check(data, offset, 9);
        var input = data.ReaderAt(offset);
        var bits = input.ReadByte();
        var min = input.ReadLong();
        if (bits == 0)
            return new LongBlock(min, default);
        var length = input.ReadInt();
        if (length < PackedBits.ByteCount(count, bits))
            input.ThrowCorrupt($"{count} values of {bits} bits", $"{length} bytes");
        return new LongBlock(min, new PackedReader(data, input.Position, count, bits));
    }
}
