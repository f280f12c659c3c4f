using System.Numerics;

namespace Search.Lucene.Numerics;

/// <summary>
/// Packs a non-negative integer into a byte with four significant bits, keeping order: how BM25 stores a field's length
/// (Lucene's <c>SmallFloat.intToByte4</c>). Values up to 39 are exact.
/// </summary>
internal static class SmallFloat
{
    /// <summary>Smaller values are their own codes: as many as 31-bit integers in floating form leave over.</summary>
    public const int ExactValues = 255 - LargestCode;

    // EncodeFloat(int.MaxValue): shift 27 + 1, mantissa 7.
    private const int LargestCode = (28 << 3) | 7;

    /// <summary>The code of <paramref name="value"/>, rounded down.</summary>
    public static byte IntToByte4(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return value < ExactValues ? (byte)value : (byte)(ExactValues + EncodeFloat(value - ExactValues));
    }

    /// <summary>The smallest integer of that code.</summary>
    public static int Byte4ToInt(byte code) => code < ExactValues ? code : ExactValues + DecodeFloat(code - ExactValues);

    private static int EncodeFloat(int value)
    {
        var bits = 32 - BitOperations.LeadingZeroCount((uint)value);
        if (bits < 4)
            return value;
        var shift = bits - 4;
        return (value >>> shift) & 0x07 | (shift + 1) << 3;
    }

    private static int DecodeFloat(int code)
    {
        var shift = (code >> 3) - 1;
        return shift < 0 ? code & 0x07 : (code & 0x07 | 0x08) << shift;
    }
}
