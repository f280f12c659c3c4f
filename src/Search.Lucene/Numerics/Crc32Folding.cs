using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Search.Lucene.Numerics;

/// <summary>
/// CRC-32 by carry-less multiplication: four accumulators of 16 bytes are folded over the input, then into one, whose 16 bytes have
/// the same checksum as all that they stand for. Method and constants: Gopal et al., "Fast CRC Computation Using PCLMULQDQ" (Intel, 2009), reflected form.
/// </summary>
internal static class Crc32Folding
{
    /// <summary>Bytes that are needed to begin.</summary>
    public const int MinLength = 4 * Block;

    private const int Block = 16;

    // x^n mod P, reflected, for n = 4·128 ± 32 (four accumulators) and 128 ± 32 (one).
    private static readonly Vector128<ulong> FoldFour = Vector128.Create(0x1_5444_2BD4UL, 0x1_C6E4_1596UL);
    private static readonly Vector128<ulong> FoldOne = Vector128.Create(0x1_7519_97D0UL, 0x0_CCAA_009EUL);

    public static bool IsSupported => Pclmulqdq.IsSupported;

    /// <summary>As <see cref="Crc32Tables.Append"/>, for at least <see cref="MinLength"/> bytes.</summary>
    public static uint Append(uint state, ReadOnlySpan<byte> bytes)
    {
        ref var data = ref MemoryMarshal.GetReference(bytes);
        var a = Load(ref data, 0) ^ Vector128.CreateScalar((ulong)state);
        var b = Load(ref data, Block);
        var c = Load(ref data, 2 * Block);
        var d = Load(ref data, 3 * Block);
        var at = 4 * Block;
        for (; bytes.Length - at >= 4 * Block; at += 4 * Block)
        {
            a = Fold(a, FoldFour) ^ Load(ref data, at);
            b = Fold(b, FoldFour) ^ Load(ref data, at + Block);
            c = Fold(c, FoldFour) ^ Load(ref data, at + (2 * Block));
            d = Fold(d, FoldFour) ^ Load(ref data, at + (3 * Block));
        }
        a = Fold(a, FoldOne) ^ b;
        a = Fold(a, FoldOne) ^ c;
        a = Fold(a, FoldOne) ^ d;
        for (; bytes.Length - at >= Block; at += Block)
            a = Fold(a, FoldOne) ^ Load(ref data, at);
        Span<byte> folded = stackalloc byte[Block];
        a.AsByte().CopyTo(folded);
        return Crc32Tables.Append(Crc32Tables.Append(0, folded), bytes[at..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Load(ref byte data, int at) => Vector128.LoadUnsafe(ref data, (nuint)at).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Fold(Vector128<ulong> value, Vector128<ulong> factors) =>
        Pclmulqdq.CarrylessMultiply(value, factors, 0x00) ^ Pclmulqdq.CarrylessMultiply(value, factors, 0x11);
}
