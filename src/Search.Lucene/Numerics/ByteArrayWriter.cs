using System.Runtime.CompilerServices;

namespace Search.Lucene.Numerics;

/// <summary>A growing array of bytes with the variable-length integers of <see cref="Store.IndexOutput"/>. Cleared and filled again without allocation. Not thread-safe.</summary>
internal sealed class ByteArrayWriter(int capacity = 64)
{
    private byte[] _bytes = new byte[capacity];
    private int _length;

    public int Length => _length;

    /// <summary>What was written, valid until the next write.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Part of what was written, valid until the next write.</summary>
    public Span<byte> Slice(int start, int length) => _bytes.AsSpan(0, _length).Slice(start, length);

    public void Clear() => _length = 0;

    /// <summary>Forgets everything from <paramref name="length"/> on.</summary>
    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)_length);
        _length = length;
    }

    /// <summary>Appends space that the caller fills; valid until the next write.</summary>
    public Span<byte> Append(int count)
    {
        if (count > _bytes.Length - _length)
            Grow(count);
        var space = _bytes.AsSpan(_length, count);
        _length += count;
        return space;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteByte(byte value)
    {
        if (_length == _bytes.Length)
            Grow(1);
        _bytes[_length++] = value;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void WriteBytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Append(bytes.Length));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void WriteVInt(int value)
    {
        if ((uint)value < 0x80)
            WriteByte((byte)value);
        else
            WriteRest((uint)value);
    }

    /// <summary>Not for negative values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteVLong(long value)
    {
        if ((ulong)value < 0x80)
            WriteByte((byte)value);
        else
            WriteRest((ulong)value);
    }

    public void WriteZLong(long value) => WriteRest((ulong)((value << 1) ^ (value >> 63)));

    private void WriteRest(ulong rest)
    {
        if (_bytes.Length - _length < 10)
            Grow(10);
        while (rest > 0x7F)
        {
            _bytes[_length++] = (byte)(rest | 0x80);
            rest >>= 7;
        }
        _bytes[_length++] = (byte)rest;
    }

    private void Grow(int count) => Array.Resize(ref _bytes, Math.Max(checked(_length + count), (int)Math.Min(Array.MaxLength, 2L * _bytes.Length)));
}
