namespace Search.Lucene.Searching;

/// <summary>Shares out segments to the threads of a search.</summary>
internal static class LeafSlices
{
    public static List<Leaf>[] Of(IReadOnlyList<Leaf> leaves, int count) => Of(leaves, count, leaf => leaf.MaxDoc);

    /// <summary>So many slices of about the same size, fewer where there are not as many segments; in each the segments stay in their order.</summary>
    public static List<T>[] Of<T>(IReadOnlyList<T> leaves, int count, Func<T, int> size)
    {
        var sizes = new long[Math.Min(count, leaves.Count)];
        var sliceOf = new int[leaves.Count];
        foreach (var at in LargestFirst(leaves, size))
        {
            sliceOf[at] = Least(sizes);
            sizes[sliceOf[at]] += Math.Max(1, size(leaves[at]));
        }
        var slices = new List<T>[sizes.Length];
        for (var at = 0; at < leaves.Count; at++)
            (slices[sliceOf[at]] ??= []).Add(leaves[at]);
        return slices;
    }

    /// <summary>Places by size; of equal ones the earlier first. By insertion: segments are few, and a first search does not wait for a sort to be compiled.</summary>
    private static int[] LargestFirst<T>(IReadOnlyList<T> leaves, Func<T, int> size)
    {
        var order = new int[leaves.Count];
        for (var i = 0; i < order.Length; i++)
        {
            var at = i;
            for (; at > 0 && size(leaves[order[at - 1]]) < size(leaves[i]); at--)
                order[at] = order[at - 1];
            order[at] = i;
        }
        return order;
    }

    private static int Least(ReadOnlySpan<long> sizes)
    {
        var least = 0;
        for (var i = 1; i < sizes.Length; i++)
        {
            if (sizes[i] < sizes[least])
                least = i;
        }
        return least;
    }
}
