using Search.Lucene.Numerics;

namespace Search.Lucene.Indexing;

/// <summary>How the arrays of a segment buffer grow: doubling while small, by half when large, so that a bounded buffer stays near its bound.</summary>
internal static class Growth
{
    private const int Large = 4 * 1024 * 1024;

    /// <summary>A length of at least <paramref name="needed"/>, beyond <paramref name="present"/>.</summary>
    public static int Next(int present, int needed)
    {
        var grown = present < Large ? present * 2L : present + present / 2L;
        return (int)Math.Min(Array.MaxLength, Math.Max(grown, needed));
    }

    /// <summary>Makes <paramref name="array"/> hold at least <paramref name="needed"/> elements, keeping what it has.</summary>
    public static void Ensure<T>(ref T[] array, int needed)
    {
        if (array.Length < needed)
            Array.Resize(ref array, Next(array.Length, needed));
    }

    /// <summary>Makes <paramref name="block"/> hold at least <paramref name="needed"/> items, keeping what it has; further ones are undefined.</summary>
    public static void Ensure<T>(NativeBlock<T> block, int needed)
        where T : unmanaged
    {
        if (block.Length < needed)
            block.Grow(Next(block.Length, needed));
    }
}
