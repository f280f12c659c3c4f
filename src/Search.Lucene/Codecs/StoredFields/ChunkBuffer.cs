namespace Search.Lucene.Codecs.StoredFields;

/// <summary>The documents of the chunk that is being filled, in one growing array. Empty at first.</summary>
internal sealed class ChunkBuffer
{
    private byte[] _bytes = new byte[16 * 1024];

    public int Length { get; private set; }

    /// <summary>What was written; compression scribbles on it.</summary>
    public Span<byte> Content => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void WriteVLong(ulong value)
    {
        Reserve(10);
        while (value > 0x7F)
        {
            _bytes[Length++] = (byte)(value | 0x80);
            value >>= 7;
        }
        _bytes[Length++] = (byte)value;
    }

    public void WriteByte(byte value)
    {
        Reserve(1);
        _bytes[Length++] = value;
    }

    public void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>A long in the form that is short for whole seconds, hours and days in milliseconds; see FORMAT.md.</summary>
    public void WriteTimestamp(long value)
    {
        var (unit, scale) = TimestampUnit(value);
        value /= scale;
        var bits = (ulong)((value << 1) ^ (value >> 63));
        var high = bits >> 5;
        WriteByte((byte)(unit | (high != 0 ? 0x20u : 0) | (uint)(bits & 0x1F)));
        if (high != 0)
            WriteVLong(high);
    }

    private static (uint Unit, long Scale) TimestampUnit(long value)
    {
        if (value % 1000 != 0)
            return (0, 1);
        if (value % 86_400_000 == 0)
            return (0xC0, 86_400_000);
        return value % 3_600_000 == 0 ? (0x80u, 3_600_000L) : (0x40u, 1000L);
    }

    private void Reserve(int count)
    {
        var needed = checked(Length + count);
        if (needed > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Max(needed, Math.Min(Array.MaxLength, 2L * _bytes.Length)));
    }
}
