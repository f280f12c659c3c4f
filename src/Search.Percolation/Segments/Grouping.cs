namespace Search.Percolation.Segments;

/// <summary>Numbers by group, each group's in the order in which they came: a list of lists in two arrays.</summary>
internal static class Grouping
{
    /// <summary>Sorts the indexes of <paramref name="groups"/> by group.</summary>
    /// <param name="groups">The group of each index.</param>
    /// <param name="count">Groups.</param>
    /// <param name="starts">Where each group begins, and where the last one ends.</param>
    /// <returns>The indexes, group by group.</returns>
    public static int[] Order(ReadOnlySpan<int> groups, int count, out int[] starts)
    {
        starts = Starts(groups, count);
        var next = starts.AsSpan(0, count).ToArray();
        var order = new int[groups.Length];
        for (var i = 0; i < groups.Length; i++)
            order[next[groups[i]]++] = i;
        return order;
    }

    /// <summary>Where each group begins when they are put in order, and where the last one ends.</summary>
    public static int[] Starts(ReadOnlySpan<int> groups, int count)
    {
        var starts = new int[count + 1];
        foreach (var group in groups)
            starts[group + 1]++;
        for (var i = 0; i < count; i++)
            starts[i + 1] += starts[i];
        return starts;
    }
}
