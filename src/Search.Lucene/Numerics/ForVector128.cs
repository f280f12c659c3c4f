using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Search.Lucene.Numerics;

/// <summary>Kernels of <see cref="ForUtil"/> on 128-bit vectors. Little-endian machines only.</summary>
internal static class ForVector128
{
    private const int Longs = 2;
    private const int Ints = 4;

    /// <inheritdoc cref="ForScalar.Collapse"/>
    public static void Collapse(ReadOnlySpan<int> values, int laneWidth, Span<ulong> lanes)
    {
        ref var from = ref Unsafe.As<int, uint>(ref MemoryMarshal.GetReference(values));
        ref var to = ref MemoryMarshal.GetReference(lanes);
        var longs = 2 * laneWidth;
        var half = ForUtil.BlockSize / 2;
        for (var k = 0; k < longs; k += Ints)
        {
            var high = Vector128.LoadUnsafe(ref from, (nuint)k);
            var low = Vector128.LoadUnsafe(ref from, (nuint)(half + k));
            for (var at = k + longs; at < half; at += longs)
            {
                high = (high << laneWidth) | Vector128.LoadUnsafe(ref from, (nuint)at);
                low = (low << laneWidth) | Vector128.LoadUnsafe(ref from, (nuint)(half + at));
            }
            var (high0, high1) = Vector128.Widen(high);
            var (low0, low1) = Vector128.Widen(low);
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
        var mask = Vector128.Create(uint.MaxValue >> (32 - laneWidth));
        for (var k = 0; k < longs; k += Ints)
        {
            var first = Vector128.LoadUnsafe(ref from, (nuint)k);
            var second = Vector128.LoadUnsafe(ref from, (nuint)(k + Longs));
            var high = Vector128.Narrow(first >> 32, second >> 32);
            var low = Vector128.Narrow(first, second);
            for (var target = half - longs + k; target >= 0; target -= longs)
            {
                (high & mask).StoreUnsafe(ref to, (nuint)target);
                (low & mask).StoreUnsafe(ref to, (nuint)(half + target));
                high >>= laneWidth & 31;
                low >>= laneWidth & 31;
            }
        }
    }

    /// <inheritdoc cref="ForScalar.PrefixSum"/>
    /// <remarks>Four sums at a time, begun from 0; what they begin with is added last, so that one vector waits for the one before for an addition only.</remarks>
    public static void PrefixSum(Span<int> values, int start)
    {
        ref var data = ref MemoryMarshal.GetReference(values);
        var carry = Vector128.Create(start);
        for (nuint at = 0; at < ForUtil.BlockSize; at += Ints)
        {
            var sums = Vector128.LoadUnsafe(ref data, at);
            sums += OneUp(sums);
            sums += TwoUp(sums);
            (sums + carry).StoreUnsafe(ref data, at);
            carry += Vector128.Shuffle(sums, Vector128.Create(3, 3, 3, 3));
        }
    }

    /// <summary>Each value one lane up; 0 comes in.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> OneUp(Vector128<int> values) => Sse2.IsSupported
        ? Sse2.ShiftLeftLogical128BitLane(values, 4)
        : Vector128.Shuffle(values, Vector128.Create(0, 0, 1, 2)) & Vector128.Create(0, -1, -1, -1);

    /// <summary>Each value two lanes up; 0 comes in.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> TwoUp(Vector128<int> values) => Sse2.IsSupported
        ? Sse2.ShiftLeftLogical128BitLane(values, 8)
        : Vector128.Shuffle(values, Vector128.Create(0, 0, 0, 1)) & Vector128.Create(0, 0, -1, -1);

    private static void ShiftAndMask(ref ulong from, int count, int shift, ulong mask, ref ulong to)
    {
        var masks = Vector128.Create(mask);
        for (var i = 0; i < count; i += Longs)
            ((Vector128.LoadUnsafe(ref from, (nuint)i) >>> shift) & masks).StoreUnsafe(ref to, (nuint)i);
    }
}
