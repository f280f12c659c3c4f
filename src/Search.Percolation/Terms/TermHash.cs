using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Search.Percolation.Terms;

/// <summary>Hashes of terms and of rows of ints.</summary>
internal static class TermHash
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;
    private const ulong Salt = 0xA0761D6478BD642F;

    /// <summary>The first eight bytes of a term, first byte lowest, zeros behind a shorter one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Prefix(ReadOnlySpan<byte> term)
    {
        if (term.Length >= 8)
            return BinaryPrimitives.ReadUInt64LittleEndian(term);
        if (term.Length >= 4)
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(term);
            ulong high = BinaryPrimitives.ReadUInt32LittleEndian(term[^4..]);
            return low | (high << ((term.Length - 4) * 8));
        }
        var word = 0UL;
        for (var i = term.Length - 1; i >= 0; i--)
            word = (word << 8) | term[i];
        return word;
    }

    /// <summary>The same of a term that lies in an arena: where eight bytes can be read, its length costs no branch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong PrefixAt(ReadOnlySpan<byte> arena, int start, int length)
    {
        if (arena.Length - start < 8)
            return Prefix(arena.Slice(start, length));
        var word = BinaryPrimitives.ReadUInt64LittleEndian(arena[start..]);
        return length >= 8 ? word : word & ((1UL << (length * 8)) - 1);
    }

    /// <summary>The hash of a field's term whose <see cref="Prefix"/> is known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(int field, ReadOnlySpan<byte> term, ulong prefix)
    {
        var seed = ((ulong)(uint)term.Length + ((ulong)(uint)field << 16)) * Multiplier;
        return term.Length <= 8 ? Mix(prefix ^ seed) : Long(term, prefix ^ seed);
    }

    /// <summary>The hash of a row of ints.</summary>
    public static uint Of(ReadOnlySpan<int> row)
    {
        var hash = (ulong)(uint)row.Length * Multiplier;
        foreach (var item in row)
            hash = Mix(hash ^ (uint)item);
        return (uint)(hash >> 32) ^ (uint)hash;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong word)
    {
        var high = Math.BigMul(word ^ Salt, Multiplier, out var low);
        return high ^ low;
    }

    /// <summary>Words of eight bytes; the last one overlaps the one before.</summary>
    private static ulong Long(ReadOnlySpan<byte> term, ulong hash)
    {
        for (var at = 8; at < term.Length - 8; at += 8)
            hash = Mix(hash) ^ BinaryPrimitives.ReadUInt64LittleEndian(term[at..]);
        return Mix(Mix(hash) ^ BinaryPrimitives.ReadUInt64LittleEndian(term[^8..]));
    }
}
