namespace Search.Percolation.Segments;

/// <summary>The slots of a segment whose queries were removed or replaced. Immutable: a removal makes a new one.</summary>
internal sealed class DeadQueries
{
    private readonly ulong[] _bits;

    private DeadQueries(ulong[] bits, int count)
    {
        _bits = bits;
        Count = count;
    }

    public static DeadQueries None { get; } = new([], 0);

    public int Count { get; }

    public bool Contains(int slot) => (uint)(slot >> 6) < (uint)_bits.Length && (_bits[slot >> 6] & (1UL << slot)) != 0;

    /// <summary>These and others.</summary>
    public DeadQueries With(IEnumerable<int> slots, int slotCount)
    {
        var bits = new ulong[(slotCount + 63) >> 6];
        _bits.CopyTo(bits, 0);
        var count = Count;
        foreach (var slot in slots)
        {
            count += (bits[slot >> 6] & (1UL << slot)) == 0 ? 1 : 0;
            bits[slot >> 6] |= 1UL << slot;
        }
        return new DeadQueries(bits, count);
    }
}
