using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Search.Analysis.Standard;

/// <summary>The kernel on vectors of 16 bytes.</summary>
internal readonly struct Vector128Masks : IMaskKernel
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static MaskBlock Classify(ReadOnlySpan<byte> text, Span<byte> copy, byte lowerBit)
    {
        ref var from = ref MemoryMarshal.GetReference(text[..AsciiMasks.BlockSize]);
        ref var to = ref MemoryMarshal.GetReference(copy[..AsciiMasks.BlockSize]);
        ulong word = 0, upper = 0, digit = 0, odd = 0, mark = 0;
        for (var i = 0; i < AsciiMasks.BlockSize; i += Vector128<byte>.Count)
        {
            var bytes = Vector128.LoadUnsafe(ref from, (nuint)i);
            var isUpper = InRange(bytes, (byte)'A', 26);
            var isDigit = InRange(bytes, (byte)'0', 10);
            var isUnderscore = Vector128.Equals(bytes, Vector128.Create((byte)'_'));
            var isWord = isDigit | InRange(bytes | Vector128.Create((byte)0x20), (byte)'a', 26) | isUnderscore;
            var isOdd = isUnderscore | bytes | Vector128.Equals(bytes, Vector128.Create((byte)'#')) | Vector128.Equals(bytes, Vector128.Create((byte)'*'));
            var isMark = InRange(bytes, (byte)':', 2) | Vector128.Equals(bytes, Vector128.Create((byte)'\''))
                | Vector128.Equals(bytes, Vector128.Create((byte)',')) | Vector128.Equals(bytes, Vector128.Create((byte)'.'));
            (bytes | isUpper & Vector128.Create(lowerBit)).StoreUnsafe(ref to, (nuint)i);
            word |= (ulong)isWord.ExtractMostSignificantBits() << i;
            upper |= (ulong)isUpper.ExtractMostSignificantBits() << i;
            digit |= (ulong)isDigit.ExtractMostSignificantBits() << i;
            odd |= (ulong)isOdd.ExtractMostSignificantBits() << i;
            mark |= (ulong)isMark.ExtractMostSignificantBits() << i;
        }
        return new MaskBlock(word, upper, digit, word | odd, odd, mark);
    }

    /// <summary>All ones where a byte is one of <paramref name="count"/> values from <paramref name="first"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> InRange(Vector128<byte> bytes, byte first, byte count)
    {
        var offset = bytes - Vector128.Create(first);
        return Vector128.Equals(Vector128.Min(offset, Vector128.Create((byte)(count - 1))), offset);
    }
}
