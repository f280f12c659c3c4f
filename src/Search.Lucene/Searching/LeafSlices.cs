namespace Search.Lucene.Searching;

/// <summary>Shares out segments to the threads of a search.</summary>
internal static class LeafSlices
{
    public static List<Leaf>[] Of(IReadOnlyList<Leaf> leaves, int count) => Of(leaves, count, leaf => leaf.MaxDoc);

    /// <summary>So many slices of about the same size, fewer where there are not as many segments; in each the segments stay in their order.</summary>
    public static List<T>[] Of<T>(IReadOnlyList<T> leaves, int count, Func<T, int> size)
    {
        var sizes = new long[Math.Min(count, leaves.Count)];
        var slices = new List<int>[sizes.Length];
        foreach (var at in Enumerable.Range(0, leaves.Count).OrderByDescending(at => size(leaves[at])))
        {
            var least = Array.IndexOf(sizes, sizes.Min());
            (slices[least] ??= []).Add(at);
            sizes[least] += Math.Max(1, size(leaves[at]));
        }
        return Array.ConvertAll(slices, slice => slice.Order().Select(at => leaves[at]).ToList());
    }
}
