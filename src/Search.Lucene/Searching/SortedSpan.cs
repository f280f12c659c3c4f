namespace Search.Lucene.Searching;

/// <summary>Lookups in ascending integers.</summary>
internal static class SortedSpan
{
    /// <summary>Index of the first value not below <paramref name="target"/>, or the length.</summary>
    public static int LowerBound(ReadOnlySpan<int> values, int target)
    {
        var (low, high) = (0, values.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (values[middle] < target)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>For each target, ascending too, its index in <paramref name="values"/>, or -1.</summary>
    public static void Find(ReadOnlySpan<int> targets, ReadOnlySpan<int> values, Span<int> places)
    {
        var at = 0;
        for (var i = 0; i < targets.Length; i++)
        {
            var target = targets[i];
            at = Gallop(values, at, target);
            places[i] = (uint)at < (uint)values.Length && values[at] == target ? at : -1;
        }
    }

    /// <summary>Index of the first value not below <paramref name="target"/>, from <paramref name="start"/> on, or the length; found in doubling steps.</summary>
    public static int Gallop(ReadOnlySpan<int> values, int start, int target)
    {
        var step = 1;
        var low = start;
        var high = start;
        while (high < values.Length && values[high] < target)
        {
            low = high + 1;
            high += step;
            step <<= 1;
        }
        high = Math.Min(high, values.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (values[middle] < target)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
