using System.Runtime.Intrinsics;

namespace Search.Lucene.Numerics;

/// <summary>
/// Chooses the kernels once per process: the widest that the machine has, unless the environment variable <c>SEARCH_SIMD</c> says
/// <c>scalar</c>, <c>128</c> or <c>256</c>. The test suites run with each of them.
/// </summary>
internal static class Simd
{
    /// <summary>What runs in this process. A constant for the JIT.</summary>
    public static readonly SimdVariant Variant = Choose(Environment.GetEnvironmentVariable("SEARCH_SIMD"));

    /// <summary>The widest variant that the machine runs well and <paramref name="wish"/> allows.</summary>
    internal static SimdVariant Choose(string? wish)
    {
        var widest = Widest();
        var wished = wish switch
        {
            "scalar" => SimdVariant.Scalar,
            "128" => SimdVariant.Vector128,
            _ => SimdVariant.Vector256,
        };
        return wished < widest ? wished : widest;
    }

    private static SimdVariant Widest()
    {
        if (!BitConverter.IsLittleEndian)
            return SimdVariant.Scalar;
        if (Vector256.IsHardwareAccelerated)
            return SimdVariant.Vector256;
        return Vector128.IsHardwareAccelerated ? SimdVariant.Vector128 : SimdVariant.Scalar;
    }
}
