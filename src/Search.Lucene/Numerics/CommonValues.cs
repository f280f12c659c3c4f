namespace Search.Lucene.Numerics;

/// <summary>What two ascending lists have in common, where a value may come more than once. Stateless and thread-safe.</summary>
internal static class CommonValues
{
    /// <summary>How many of <paramref name="left"/> are in <paramref name="right"/> too.</summary>
    public static int Count(ShiftedList left, ShiftedList right) => Count(left, right, Simd.Variant);

    /// <summary>As the other overload, with the kernels of one variant.</summary>
    public static int Count(ShiftedList left, ShiftedList right, SimdVariant variant) => UsesVectors(left, right, variant)
        ? CommonVector256.Count(left, right)
        : CommonScalar.Count(left, right);

    /// <summary>
    /// For each pair of documents, of which the first are in <paramref name="left"/> and the second in <paramref name="right"/>, how many positions of the
    /// first there are for which the second has the one at <paramref name="distance"/> behind.
    /// </summary>
    public static void Count(ReadOnlySpan<byte> leftIndexes, BlockPositions left, ReadOnlySpan<byte> rightIndexes, BlockPositions right, int distance, Span<float> counts) =>
        Count(leftIndexes, left, rightIndexes, right, distance, counts, Simd.Variant);

    /// <summary>As the other overload, with the kernels of one variant.</summary>
    public static void Count(
        ReadOnlySpan<byte> leftIndexes, BlockPositions left, ReadOnlySpan<byte> rightIndexes, BlockPositions right, int distance, Span<float> counts, SimdVariant variant)
    {
        if (variant == SimdVariant.Vector256)
            CommonVector256.Count(leftIndexes, left, rightIndexes, right, distance, counts);
        else
            CommonScalar.Count(leftIndexes, left, rightIndexes, right, distance, counts);
    }

    /// <summary>Writes those of <paramref name="left"/> that are in <paramref name="right"/> too to <paramref name="kept"/>; returns how many.</summary>
    public static int Keep(ShiftedList left, ShiftedList right, Span<int> kept) => CommonScalar.Keep(left, right, kept);

    /// <summary>Whether a value of one is at most <paramref name="distance"/> from one of the other. May say yes of values that lie 2^31 apart or more.</summary>
    public static bool AreWithin(ShiftedList left, ShiftedList right, int distance) => AreWithin(left, right, distance, Simd.Variant);

    /// <summary>As the other overload, with the kernels of one variant.</summary>
    public static bool AreWithin(ShiftedList left, ShiftedList right, int distance, SimdVariant variant) =>
        distance <= CommonVector256.MaxDistance && UsesVectors(left, right, variant)
            ? CommonVector256.AreWithin(left, right, distance)
            : CommonScalar.AreWithin(left, right, distance);

    private static bool UsesVectors(ShiftedList left, ShiftedList right, SimdVariant variant) =>
        variant == SimdVariant.Vector256 && left.HasSlack && right.HasSlack;
}
