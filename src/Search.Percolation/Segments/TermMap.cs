using System.Numerics;
using System.Runtime.CompilerServices;

namespace Search.Percolation.Segments;

/// <summary>The leaves of a segment's terms, by the terms' numbers. Thread-safe once it is filled.</summary>
/// <remarks>Open addressing; a slot is the leaf, then the number + 1 (0 is a free slot).</remarks>
internal sealed class TermMap
{
    private const uint Multiplier = 0x9E3779B1;

    private ulong[] _slots = new ulong[16];
    private int _shift = 28;

    public int Count { get; private set; }

    /// <summary>The terms and their leaves, in no order.</summary>
    public IEnumerable<(int Term, int Leaf)> All => _slots.Where(slot => slot != 0).Select(slot => ((int)(uint)slot - 1, (int)(slot >> 32)));

    /// <summary>The leaf of a term, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(int term)
    {
        var slots = _slots;
        var mask = slots.Length - 1;
        for (var at = (int)((uint)term * Multiplier >> _shift); ; at = (at + 1) & mask)
        {
            var slot = slots[at & mask];
            if ((int)(uint)slot == term + 1)
                return (int)(slot >> 32);
            if (slot == 0)
                return -1;
        }
    }

    /// <summary>The leaf of a term: the next one when it is new.</summary>
    public int FindOrAdd(int term)
    {
        if (Find(term) is var known && known >= 0)
            return known;
        if (Count * 2 >= _slots.Length)
            Grow();
        Insert(((ulong)(uint)Count << 32) | (uint)(term + 1));
        return Count++;
    }

    private void Insert(ulong slot)
    {
        var at = (int)(((uint)slot - 1) * Multiplier >> _shift);
        while (_slots[at] != 0)
            at = (at + 1) & (_slots.Length - 1);
        _slots[at] = slot;
    }

    private void Grow()
    {
        var old = _slots;
        _slots = new ulong[old.Length * 2];
        _shift = 32 - BitOperations.Log2((uint)_slots.Length);
        foreach (var slot in old)
        {
            if (slot != 0)
                Insert(slot);
        }
    }
}
