namespace Search.Analysis.Unicode;

/// <summary>Reads the varints (seven bits a byte, low first) of a generated table, front to back.</summary>
internal ref struct TableReader(ReadOnlySpan<byte> table)
{
    private readonly ReadOnlySpan<byte> _table = table;
    private int _position;

    public readonly bool AtEnd => _position == _table.Length;

    public byte NextByte() => _table[_position++];

    public ReadOnlySpan<byte> NextBytes(int count)
    {
        var bytes = _table.Slice(_position, count);
        _position += count;
        return bytes;
    }

    public int NextVarint()
    {
        var value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = NextByte();
            value |= (next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }

    public int NextZigzag()
    {
        var value = NextVarint();
        return (value >> 1) ^ -(value & 1);
    }
}
