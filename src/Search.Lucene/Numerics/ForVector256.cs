using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Search.Lucene.Numerics;

/// <summary>Kernels of <see cref="ForUtil"/> on 256-bit vectors. Little-endian machines only.</summary>
internal static class ForVector256
{
    private const int Longs = 4;
    private const int Ints = 8;

    /// <inheritdoc cref="ForScalar.Collapse"/>
    public static void Collapse(ReadOnlySpan<int> values, int laneWidth, Span<ulong> lanes)
    {
        ref var from = ref Unsafe.As<int, uint>(ref MemoryMarshal.GetReference(values));
        ref var to = ref MemoryMarshal.GetReference(lanes);
        var longs = 2 * laneWidth;
        var half = ForUtil.BlockSize / 2;
        for (var k = 0; k < longs; k += Ints)
        {
            var high = Vector256.LoadUnsafe(ref from, (nuint)k);
            var low = Vector256.LoadUnsafe(ref from, (nuint)(half + k));
            for (var at = k + longs; at < half; at += longs)
            {
                high = (high << laneWidth) | Vector256.LoadUnsafe(ref from, (nuint)at);
                low = (low << laneWidth) | Vector256.LoadUnsafe(ref from, (nuint)(half + at));
            }
            var (high0, high1) = Vector256.Widen(high);
            var (low0, low1) = Vector256.Widen(low);
            ((high0 << 32) | low0).StoreUnsafe(ref to, (nuint)k);
            ((high1 << 32) | low1).StoreUnsafe(ref to, (nuint)(k + Longs));
        }
    }

    /// <inheritdoc cref="ForScalar.Unpack"/>
    public static void Unpack(ReadOnlySpan<byte> packed, int bits, Span<ulong> lanes)
    {
        var laneWidth = ForUtil.LaneWidth(bits);
        var words = MemoryMarshal.Cast<byte, ulong>(packed);
        var mask = ForScalar.Masks(laneWidth)[bits];
        ref var from = ref MemoryMarshal.GetReference(words);
        var at = 0;
        for (var shift = laneWidth - bits; shift >= 0; shift -= bits)
        {
            ShiftAndMask(ref from, words.Length, shift, mask, ref lanes[at]);
            at += words.Length;
        }
        if (at < 2 * laneWidth)
            ForPieces.Of(bits).Unpack(words, lanes[at..(2 * laneWidth)]);
    }

    /// <inheritdoc cref="ForScalar.Expand"/>
    public static void Expand(ReadOnlySpan<ulong> lanes, int laneWidth, Span<int> values)
    {
        ref var from = ref MemoryMarshal.GetReference(lanes);
        ref var to = ref Unsafe.As<int, uint>(ref MemoryMarshal.GetReference(values));
        var longs = 2 * laneWidth;
        var half = ForUtil.BlockSize / 2;
        var mask = Vector256.Create(uint.MaxValue >> (32 - laneWidth));
        for (var k = 0; k < longs; k += Ints)
        {
            var first = Vector256.LoadUnsafe(ref from, (nuint)k);
            var second = Vector256.LoadUnsafe(ref from, (nuint)(k + Longs));
            var high = Vector256.Narrow(first >> 32, second >> 32);
            var low = Vector256.Narrow(first, second);
            for (var target = half - longs + k; target >= 0; target -= longs)
            {
                (high & mask).StoreUnsafe(ref to, (nuint)target);
                (low & mask).StoreUnsafe(ref to, (nuint)(half + target));
                high >>= laneWidth & 31;
                low >>= laneWidth & 31;
            }
        }
    }

    private static void ShiftAndMask(ref ulong from, int count, int shift, ulong mask, ref ulong to)
    {
        var masks = Vector256.Create(mask);
        var i = 0;
        for (; i + Longs <= count; i += Longs)
            ((Vector256.LoadUnsafe(ref from, (nuint)i) >>> shift) & masks).StoreUnsafe(ref to, (nuint)i);
        if (i < count)
            ((Vector128.LoadUnsafe(ref from, (nuint)i) >>> shift) & masks.GetLower()).StoreUnsafe(ref to, (nuint)i);
    }
}
