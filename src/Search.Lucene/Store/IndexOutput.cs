using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using Search.Lucene.Numerics;

namespace Search.Lucene.Store;

/// <summary>
/// Writes one file from start to end through a buffer, and keeps the CRC-32 of all bytes before <see cref="Position"/>.
/// Fixed-width integers are big-endian, as in Lucene 8. Not thread-safe. Disposal closes the file; it does not make it durable.
/// </summary>
public abstract class IndexOutput : IDisposable
{
    private const int BufferBytes = 16 * 1024;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _used;
    private long _flushed;
    private Crc32 _crc;

    protected IndexOutput(string name) => Name = name;

    /// <summary>The file's name within its directory.</summary>
    public string Name { get; }

    /// <summary>Bytes written so far.</summary>
    public long Position => _flushed + _used;

    /// <summary>CRC-32 (zlib's) of all bytes written so far.</summary>
    public uint Checksum
    {
        get
        {
            FlushBuffer();
            return _crc.Value;
        }
    }

    /// <summary>Hands full buffers to the file, in order.</summary>
    protected abstract void WriteToFile(ReadOnlySpan<byte> bytes);

    public void WriteByte(byte value)
    {
        if (_used == BufferBytes)
            FlushBuffer();
        _buffer[_used++] = value;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > BufferBytes - _used)
        {
            FlushBuffer();
            if (bytes.Length >= BufferBytes)
            {
                _crc.Append(bytes);
                WriteToFile(bytes);
                _flushed += bytes.Length;
                return;
            }
        }
        bytes.CopyTo(_buffer.AsSpan(_used));
        _used += bytes.Length;
    }

    /// <summary>Two bytes, big-endian.</summary>
    public void WriteShort(short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(Reserve(2), value);
        _used += 2;
    }

    /// <summary>Four bytes, big-endian.</summary>
    public void WriteInt(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Reserve(4), value);
        _used += 4;
    }

    /// <summary>Eight bytes, big-endian.</summary>
    public void WriteLong(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(Reserve(8), value);
        _used += 8;
    }

    /// <summary>One to five bytes, seven bits each, low bits first; a negative value takes five.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void WriteVInt(int value)
    {
        _ = Reserve(5);
        var rest = (uint)value;
        while (rest > 0x7F)
        {
            _buffer[_used++] = (byte)(rest | 0x80);
            rest >>= 7;
        }
        _buffer[_used++] = (byte)rest;
    }

    /// <summary>One to nine bytes, seven bits each, low bits first; not for negative values.</summary>
    public void WriteVLong(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        WriteVLongBits((ulong)value);
    }

    /// <summary>Zigzag, then as a variable-length integer of up to five bytes.</summary>
    public void WriteZInt(int value) => WriteVInt((value << 1) ^ (value >> 31));

    /// <summary>Zigzag, then as a variable-length integer of up to ten bytes.</summary>
    public void WriteZLong(long value) => WriteVLongBits((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>A variable-length byte count, then UTF-8.</summary>
    public void WriteString(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        WriteVInt(bytes.Length);
        WriteBytes(bytes);
    }

    /// <summary>A variable-length count, then pairs of strings, in ordinal order of the keys so that equal maps give equal bytes.</summary>
    public void WriteMapOfStrings(IReadOnlyDictionary<string, string> map)
    {
        WriteVInt(map.Count);
        foreach (var key in map.Keys.Order(StringComparer.Ordinal))
        {
            WriteString(key);
            WriteString(map[key]);
        }
    }

    /// <summary>A variable-length count, then strings in ordinal order.</summary>
    public void WriteSetOfStrings(IReadOnlyCollection<string> set)
    {
        WriteVInt(set.Count);
        foreach (var value in set.Order(StringComparer.Ordinal))
            WriteString(value);
    }

    /// <summary>Closes the file after handing it what is still buffered.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Overridden to close the file; call <see cref="FlushBuffer"/> first.</summary>
    protected abstract void Dispose(bool disposing);

    protected void FlushBuffer()
    {
        if (_used == 0)
            return;
        var bytes = _buffer.AsSpan(0, _used);
        _crc.Append(bytes);
        WriteToFile(bytes);
        _flushed += _used;
        _used = 0;
    }

    /// <summary>Begins at position 0 again; what was written is not the output's any more.</summary>
    private protected void Restart()
    {
        _used = 0;
        _flushed = 0;
        _crc = default;
    }

    private void WriteVLongBits(ulong rest)
    {
        _ = Reserve(10);
        while (rest > 0x7F)
        {
            _buffer[_used++] = (byte)(rest | 0x80);
            rest >>= 7;
        }
        _buffer[_used++] = (byte)rest;
    }

    private Span<byte> Reserve(int bytes)
    {
        if (BufferBytes - _used < bytes)
            FlushBuffer();
        return _buffer.AsSpan(_used);
    }
}
