using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Search.Lucene.Numerics;

/// <summary>Integers of 1 to 64 bits each, one after the other without gaps, high bits first (Lucene 8's PackedInts.PACKED and DirectWriter).</summary>
internal static class PackedBits
{
    /// <summary>Bits that <paramref name="value"/> needs, unsigned; at least 1.</summary>
    public static int BitsRequired(long value) => Math.Max(1, 64 - BitOperations.LeadingZeroCount((ulong)value));

    /// <summary>Whole bytes that <paramref name="count"/> values take.</summary>
    public static long ByteCount(long count, int bits) => (count * bits + 7) / 8;

    /// <summary>The value at <paramref name="index"/>, wherever in <paramref name="bytes"/> it lies; slow only in the last seven bytes.</summary>
    public static long Get(ReadOnlySpan<byte> bytes, long index, int bits)
    {
        var bit = index * bits;
        var at = (int)(bit >> 3);
        var shift = (int)(bit & 7);
        if (shift + bits <= 64 && bytes.Length - at >= 8)
            return Extract(BinaryPrimitives.ReadUInt64BigEndian(bytes[at..]), shift, bits);
        return GetSlowly(bytes, bit, bits);
    }

    /// <summary>The <paramref name="bits"/> bits that stand <paramref name="shift"/> bits below the top of a word read big-endian; the two sum to at most 64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Extract(ulong word, int shift, int bits) => (long)(word << shift >> (64 - bits));

    private static long GetSlowly(ReadOnlySpan<byte> bytes, long bit, int bits)
    {
        ulong value = 0;
        for (var i = 0; i < bits; i++, bit++)
            value = (value << 1) | (uint)(bytes[(int)(bit >> 3)] >> (7 - (int)(bit & 7)) & 1);
        return (long)value;
    }
}
