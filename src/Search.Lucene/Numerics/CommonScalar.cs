namespace Search.Lucene.Numerics;

/// <summary>The plain kernels of <see cref="CommonValues"/>.</summary>
internal static class CommonScalar
{
    /// <inheritdoc cref="CommonValues.Count(ShiftedList, ShiftedList)"/>
    public static int Count(ShiftedList left, ShiftedList right)
    {
        var (count, i, j) = (0, 0, 0);
        while (i < left.Count && j < right.Count)
        {
            var (value, other) = (left[i], right[j]);
            count += value == other ? 1 : 0;
            i += value <= other ? 1 : 0;
            j += value > other ? 1 : 0;
        }
        return count;
    }

    /// <inheritdoc cref="CommonValues.Count(ReadOnlySpan{byte}, BlockPositions, ReadOnlySpan{byte}, BlockPositions, int, Span{float})"/>
    public static void Count(
        ReadOnlySpan<byte> leftIndexes, BlockPositions left, ReadOnlySpan<byte> rightIndexes, BlockPositions right, int distance, Span<float> counts)
    {
        for (var i = 0; i < counts.Length; i++)
            counts[i] = Count(left.List(leftIndexes[i], 0), right.List(rightIndexes[i], distance));
    }

    /// <inheritdoc cref="CommonValues.Keep"/>
    public static int Keep(ShiftedList left, ShiftedList right, Span<int> kept)
    {
        var (count, i, j) = (0, 0, 0);
        while (i < left.Count && j < right.Count)
        {
            var (value, other) = (left[i], right[j]);
            kept[count] = value;
            count += value == other ? 1 : 0;
            i += value <= other ? 1 : 0;
            j += value > other ? 1 : 0;
        }
        return count;
    }

    /// <inheritdoc cref="CommonValues.AreWithin(ShiftedList, ShiftedList, int)"/>
    public static bool AreWithin(ShiftedList left, ShiftedList right, int distance)
    {
        var (i, j) = (0, 0);
        while (i < left.Count && j < right.Count)
        {
            var (value, other) = (left[i], right[j]);
            if (Math.Abs((long)value - other) <= distance)
                return true;
            i += value <= other ? 1 : 0;
            j += value > other ? 1 : 0;
        }
        return false;
    }
}
