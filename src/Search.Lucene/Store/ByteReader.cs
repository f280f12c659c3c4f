using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace Search.Lucene.Store;

/// <summary>
/// A cursor over bytes of a file. Fixed-width integers are big-endian, as in Lucene 8. Reading past the end throws
/// <see cref="CorruptIndexException"/> with file and offset, so damaged files end in a clear message.
/// </summary>
public ref struct ByteReader
{
    /// <summary>The bit of each byte of a word that says that a variable-length integer goes on.</summary>
    private const ulong TopBits = 0x8080_8080_8080_8080;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly FileView? _file;
    private readonly long _base;
    private int _position;

    /// <summary>A cursor at <paramref name="offset"/> of <paramref name="file"/>, up to 2 GB long.</summary>
    public ByteReader(FileView file, long offset)
    {
        _bytes = file.SliceFrom(offset);
        _file = file;
        _base = offset;
    }

    /// <summary>A cursor over loose bytes; <paramref name="file"/> and <paramref name="offset"/> say in messages where they came from.</summary>
    public ByteReader(ReadOnlySpan<byte> bytes, FileView? file = null, long offset = 0)
    {
        _bytes = bytes;
        _file = file;
        _base = offset;
    }

    /// <summary>Offset in the file of the next byte. May be set to any offset within what this cursor covers.</summary>
    public long Position
    {
        readonly get => _base + _position;
        set
        {
            var relative = value - _base;
            if ((ulong)relative > (ulong)_bytes.Length)
                ThrowEnd(0);
            _position = (int)relative;
        }
    }

    /// <summary>Bytes left.</summary>
    public readonly int Remaining => _bytes.Length - _position;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte ReadByte()
    {
        if ((uint)_position >= (uint)_bytes.Length)
            ThrowEnd(1);
        return _bytes[_position++];
    }

    /// <summary>The next <paramref name="count"/> bytes, in place.</summary>
    public ReadOnlySpan<byte> ReadBytes(int count)
    {
        if ((uint)count > (uint)Remaining)
            ThrowEnd(count);
        var bytes = _bytes.Slice(_position, count);
        _position += count;
        return bytes;
    }

    public void Skip(int count) => ReadBytes(count);

    public short ReadShort() => BinaryPrimitives.ReadInt16BigEndian(ReadBytes(2));

    public int ReadInt() => BinaryPrimitives.ReadInt32BigEndian(ReadBytes(4));

    public long ReadLong() => BinaryPrimitives.ReadInt64BigEndian(ReadBytes(8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadVInt()
    {
        var first = ReadByte();
        return first < 0x80 ? first : ReadVIntRest(first);
    }

    /// <summary>As <see cref="ReadVInt"/>, at the same cost whether it takes one byte or several: for where that can't be foreseen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int ReadVIntAtOnce()
    {
        _position++;
        if (TryReadAtOnce(5, out var bits))
            return (int)bits;
        _position--;
        return ReadVInt();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long ReadVLong()
    {
        var first = ReadByte();
        return first < 0x80 ? first : ReadVLongRest(first, maxBytes: 9);
    }

    public int ReadZInt()
    {
        var bits = (uint)ReadVInt();
        return (int)(bits >> 1) ^ -(int)(bits & 1);
    }

    public long ReadZLong()
    {
        var first = ReadByte();
        var bits = first < 0x80 ? first : (ulong)ReadVLongRest(first, maxBytes: 10);
        return (long)(bits >> 1) ^ -(long)(bits & 1);
    }

    public string ReadString()
    {
        var length = ReadVInt();
        return Encoding.UTF8.GetString(ReadBytes(length));
    }

    public Dictionary<string, string> ReadMapOfStrings()
    {
        var count = ReadCount();
        var map = new Dictionary<string, string>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var key = ReadString();
            map[key] = ReadString();
        }
        return map;
    }

    public HashSet<string> ReadSetOfStrings()
    {
        var count = ReadCount();
        var set = new HashSet<string>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
            set.Add(ReadString());
        return set;
    }

    /// <summary>A variable-length count of things that take at least one byte each, so a damaged one can't ask for huge memory.</summary>
    public int ReadCount()
    {
        var at = Position;
        var count = ReadVInt();
        if ((uint)count > (uint)Remaining)
            CorruptIndexException.Throw(File, at, $"a count of at most {Remaining}", count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return count;
    }

    /// <summary>Throws <see cref="CorruptIndexException"/> at the present offset.</summary>
    [DoesNotReturn]
    public readonly void ThrowCorrupt(string expected, string actual) =>
        CorruptIndexException.Throw(File, Position, expected, actual);

    /// <summary>Name of the file that the bytes came from, for messages.</summary>
    public readonly string File => _file?.Name ?? "(bytes)";

    private int ReadVIntRest(byte first)
    {
        if (TryReadAtOnce(5, out var bits))
            return (int)bits;
        var value = first & 0x7F;
        for (var shift = 7; shift < 35; shift += 7)
        {
            var b = ReadByte();
            value |= (b & 0x7F) << shift;
            if (b < 0x80)
                return value;
        }
        ThrowCorrupt("a variable-length integer of at most 5 bytes", "a longer one");
        return 0;
    }

    private long ReadVLongRest(byte first, int maxBytes)
    {
        if (TryReadAtOnce(8, out var bits))
            return (long)bits;
        long value = first & 0x7F;
        for (var i = 1; i < maxBytes; i++)
        {
            var b = ReadByte();
            value |= (long)(b & 0x7F) << (7 * i);
            if (b < 0x80)
                return value;
        }
        ThrowCorrupt($"a variable-length integer of at most {maxBytes} bytes", "a longer one");
        return 0;
    }

    /// <summary>
    /// The variable-length integer whose first byte was just read, all its bytes at once; false, and reads nothing, where it has more than
    /// <paramref name="most"/> or there are not eight bytes to look at.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryReadAtOnce(int most, out ulong value)
    {
        value = 0;
        var start = _position - 1;
        if (_bytes.Length - start < sizeof(ulong))
            return false;
        var word = BinaryPrimitives.ReadUInt64LittleEndian(_bytes[start..]);
        var bits = BitOperations.TrailingZeroCount(~word & TopBits) + 1;
        if (bits > 8 * most)
            return false;
        word = word & ~TopBits & (ulong.MaxValue >> (64 - bits));
        // Pairs of 7 bits become 14, pairs of those 28, then 56.
        word = (word & 0x007F_007F_007F_007F) | ((word & 0x7F00_7F00_7F00_7F00) >> 1);
        word = (word & 0x0000_3FFF_0000_3FFF) | ((word & 0x3FFF_0000_3FFF_0000) >> 2);
        value = (word & 0x0FFF_FFFF) | ((word & 0x0FFF_FFFF_0000_0000) >> 4);
        _position = start + (bits >> 3);
        return true;
    }

    [DoesNotReturn]
    private readonly void ThrowEnd(int count) =>
        CorruptIndexException.Throw(File, Position, $"{count} more bytes", $"{Remaining}");
}
