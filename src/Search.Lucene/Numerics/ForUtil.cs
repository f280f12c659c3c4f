using System.Numerics;
using System.Runtime.CompilerServices;

namespace Search.Lucene.Numerics;

/// <summary>
/// Frame-of-reference packing of blocks of 128 non-negative integers, in the layout of Lucene 8.4's postings (see FORMAT.md in
/// Codecs/Postings). Widths are 1 to 31 bits; a block takes 16 bytes a bit. Stateless and thread-safe.
/// </summary>
/// <remarks>
/// The 128 values are laid into 64-bit longs as <em>lanes</em>: eight of 8 bits, four of 16 or two of 32, the narrowest that holds the
/// width; the first lane (the top one) holds the first values. Then <c>2 × width</c> words are formed: each takes as many whole lanes-longs as
/// fit, high bits first, and the bits left at the bottom of the words hold the rest, one after another. Words are little-endian.
/// </remarks>
internal static class ForUtil
{
    public const int BlockSize = 128;

    /// <summary>Longs of lanes that a block of 32-bit lanes has: the most there can be.</summary>
    public const int MaxLanes = 64;

    /// <summary>The widest value that can be packed.</summary>
    public const int MaxBits = 31;

    /// <summary>Bytes that a block of this width takes.</summary>
    public static int ByteCount(int bits) => bits << 4;

    /// <summary>Bits that the value needs; 1 for zero.</summary>
    public static int BitsRequired(uint value) => 32 - BitOperations.LeadingZeroCount(value | 1);

    /// <summary>Width in bits of the lanes for values of this width: 8, 16 or 32.</summary>
    public static int LaneWidth(int bits) => bits <= 8 ? 8 : bits <= 16 ? 16 : 32;

    /// <summary>Packs 128 values, each below 2^<paramref name="bits"/>, into the first <see cref="ByteCount"/> bytes.</summary>
    public static void Encode(ReadOnlySpan<int> values, int bits, Span<byte> packed) => Encode(values, bits, packed, Simd.Variant);

    /// <summary>Unpacks 128 values from the first <see cref="ByteCount"/> bytes.</summary>
    public static void Decode(ReadOnlySpan<byte> packed, int bits, Span<int> values) => Decode(packed, bits, values, Simd.Variant);

    /// <summary>As the other overload, with the kernels of one variant.</summary>
    [SkipLocalsInit]
    public static void Encode(ReadOnlySpan<int> values, int bits, Span<byte> packed, SimdVariant variant)
    {
        CheckBits(bits);
        values = values[..BlockSize];
        packed = packed[..ByteCount(bits)];
        Span<ulong> lanes = stackalloc ulong[MaxLanes];
        if (variant == SimdVariant.Vector256)
            ForVector256.Collapse(values, LaneWidth(bits), lanes);
        else if (variant == SimdVariant.Vector128)
            ForVector128.Collapse(values, LaneWidth(bits), lanes);
        else
            ForScalar.Collapse(values, LaneWidth(bits), lanes);
        ForScalar.Pack(lanes, bits, packed);
    }

    /// <summary>As the other overload, with the kernels of one variant.</summary>
    [SkipLocalsInit]
    public static void Decode(ReadOnlySpan<byte> packed, int bits, Span<int> values, SimdVariant variant)
    {
        CheckBits(bits);
        packed = packed[..ByteCount(bits)];
        values = values[..BlockSize];
        Span<ulong> lanes = stackalloc ulong[MaxLanes];
        if (variant == SimdVariant.Vector256)
        {
            ForVector256.Unpack(packed, bits, lanes);
            ForVector256.Expand(lanes, LaneWidth(bits), values);
        }
        else if (variant == SimdVariant.Vector128)
        {
            ForVector128.Unpack(packed, bits, lanes);
            ForVector128.Expand(lanes, LaneWidth(bits), values);
        }
        else
        {
            ForScalar.Unpack(packed, bits, lanes);
            ForScalar.Expand(lanes, LaneWidth(bits), values);
        }
    }

    /// <summary>Replaces 128 deltas by their running sums, beginning at <paramref name="start"/>. Sums wrap.</summary>
    public static void PrefixSum(Span<int> values, int start) => PrefixSum(values, start, Simd.Variant);

    /// <summary>As the other overload, with the kernels of one variant.</summary>
    public static void PrefixSum(Span<int> values, int start, SimdVariant variant)
    {
        values = values[..BlockSize];
        if (variant == SimdVariant.Scalar)
            ForScalar.PrefixSum(values, start);
        else
            ForVector128.PrefixSum(values, start);
    }

    private static void CheckBits(int bits)
    {
        if ((uint)(bits - 1) >= MaxBits)
            throw new ArgumentOutOfRangeException(nameof(bits), bits, "a block packs values of 1 to 31 bits");
    }
}
