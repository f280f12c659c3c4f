using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Search.Lucene.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.Packed;

/// <summary>Random access to integers of a fixed bit width in a file (Lucene's DirectReader). Default: nothing but zeros. Thread-safe.</summary>
internal readonly struct PackedReader
{
    private readonly FileView? _file;
    private readonly long _offset;
    private readonly int _bits;

    /// <summary>Checks that <paramref name="count"/> values lie within the file, in front of its footer. Width 0 means zeros.</summary>
    public PackedReader(FileView file, long offset, long count, int bits)
    {
        if (bits != 0 && !PackedWriter.IsDirectWidth(bits))
            CorruptIndexException.Throw(file.Name, offset, "a bit width of direct access", bits.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (bits != 0)
            FileRange.Check(file, offset, count > long.MaxValue / 64 ? long.MaxValue : PackedBits.ByteCount(count, bits));
        _file = bits == 0 ? null : file;
        _offset = offset;
        _bits = bits;
    }

    /// <summary>Where the values start in the file.</summary>
    public long Offset => _offset;

    /// <summary>The value at an index below the count; others give garbage or <see cref="CorruptIndexException"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Get(long index)
    {
        if (_file is null)
            return 0;
        var bit = index * _bits;
        // The footer behind the values makes eight bytes readable at each of them.
        return PackedBits.Extract(BinaryPrimitives.ReadUInt64BigEndian(_file.Slice(_offset + (bit >> 3), 8)), (int)(bit & 7), _bits);
    }
}
