using System.Numerics;
using System.Runtime.CompilerServices;

namespace Search.Percolation.Terms;

/// <summary>
/// Says of most terms that are not in a <see cref="TermDictionary"/> that they are not, by one bit each, so that no slot need be looked at: of a
/// document's terms few are named by queries. Only grows fuller; one thread adds, others ask beside it.
/// </summary>
internal sealed class TermFilter
{
    private const int BitsPerSlot = 4;
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private readonly ulong[] _bits;
    private readonly int _shift;

    /// <param name="slots">Of the dictionary, a power of two from 64.</param>
    public TermFilter(int slots)
    {
        _bits = new ulong[slots * BitsPerSlot / 64];
        _shift = 64 - BitOperations.Log2((uint)slots * BitsPerSlot);
    }

    public void Add(int field, ulong prefix, int length)
    {
        var bit = Bit(field, prefix, length);
        _bits[bit >> 6] |= 1UL << (int)bit;
    }

    /// <summary>False only where no such term was added.</summary>
    /// <param name="field">The term's field.</param>
    /// <param name="prefix">As <see cref="TermHash.Prefix"/> says.</param>
    /// <param name="length">In bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MayHave(int field, ulong prefix, int length)
    {
        var bit = Bit(field, prefix, length);
        return (_bits[bit >> 6] & (1UL << (int)bit)) != 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Bit(int field, ulong prefix, int length) =>
        (uint)(((prefix ^ (((ulong)(uint)field << 16) + (uint)length) * Multiplier) * Multiplier) >> _shift);
}
