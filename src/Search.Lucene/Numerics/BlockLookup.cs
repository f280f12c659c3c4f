using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Search.Lucene.Numerics;

/// <summary>Finds the documents that two blocks, of at most 128, have in common. Stateless and thread-safe.</summary>
internal static class BlockLookup
{
    /// <summary>Documents of a block, at most.</summary>
    public const int Most = 128;

    private const int Ints = 8;

    private const int TableSize = 1 << 12;

    /// <summary>Fewer documents are rather looked for one by one than all of the other block put into a table.</summary>
    private const int TablePays = 8;

    /// <summary>
    /// Writes the documents that both spans have, with their indexes, to which the index of the first item is added; returns how many. Both spans ascend
    /// and neither is empty; the left one has 128 items at most, and each span that is written to has room for as many.
    /// </summary>
    public static int Intersect(ReadOnlySpan<int> left, int leftFirst, ReadOnlySpan<int> right, int rightFirst, Span<int> docs, Span<byte> leftIndexes, Span<byte> rightIndexes) =>
        Intersect(left, leftFirst, right, rightFirst, docs, leftIndexes, rightIndexes, Simd.Variant);

    /// <summary>As the other overload, with the kernels of one variant.</summary>
    public static int Intersect(
        ReadOnlySpan<int> left, int leftFirst, ReadOnlySpan<int> right, int rightFirst, Span<int> docs, Span<byte> leftIndexes, Span<byte> rightIndexes, SimdVariant variant)
    {
        var first = Math.Min(left[0], right[0]);
        var byTable = left.Length * TablePays >= right.Length && Math.Max(left[^1], right[^1]) - first < TableSize;
        var count = byTable
            ? ByTable(left, right, first, docs, leftIndexes, rightIndexes)
            : variant == SimdVariant.Vector256 && right.Length >= Ints ? ByVectors(left, right, docs, leftIndexes, rightIndexes)
            : BySteps(left, right, docs, leftIndexes, rightIndexes);
        Add(leftIndexes[..count], leftFirst);
        Add(rightIndexes[..count], rightFirst);
        return count;
    }

    /// <summary>By a table of the documents from <paramref name="first"/> on. What it says is verified, so it need not be cleared.</summary>
    [SkipLocalsInit]
    private static int ByTable(ReadOnlySpan<int> left, ReadOnlySpan<int> right, int first, Span<int> docs, Span<byte> leftIndexes, Span<byte> rightIndexes)
    {
        Span<byte> table = stackalloc byte[TableSize];
        for (var i = 0; i < right.Length; i++)
            table[right[i] - first] = (byte)i;
        var last = right.Length - 1;
        docs = docs[..Most];
        leftIndexes = leftIndexes[..Most];
        rightIndexes = rightIndexes[..Most];
        var count = 0;
        for (var i = 0; i < left.Length; i++)
        {
            var doc = left[i];
            var index = Math.Min(table[doc - first], last);
            docs[count] = doc;
            leftIndexes[count] = (byte)i;
            rightIndexes[count] = (byte)index;
            count += right[index] == doc ? 1 : 0;
        }
        return count;
    }

    /// <summary>Each document of the left span against eight of the right one at once: the first eight of which the last is not below it.</summary>
    private static int ByVectors(ReadOnlySpan<int> left, ReadOnlySpan<int> right, Span<int> docs, Span<byte> leftIndexes, Span<byte> rightIndexes)
    {
        docs = docs[..Most];
        leftIndexes = leftIndexes[..Most];
        rightIndexes = rightIndexes[..Most];
        ref var rights = ref MemoryMarshal.GetReference(right);
        var lastVector = right.Length - Ints;
        var (count, at) = (0, 0);
        for (var i = 0; i < left.Length && left[i] <= right[^1]; i++)
        {
            var doc = left[i];
            while (at < lastVector && right[at + Ints - 1] < doc)
                at += Ints;
            // The last eight overlap those before.
            at = Math.Min(at, lastVector);
            var equal = Vector256.Equals(Vector256.LoadUnsafe(ref rights, (nuint)at), Vector256.Create(doc)).ExtractMostSignificantBits();
            docs[count] = doc;
            leftIndexes[count] = (byte)i;
            rightIndexes[count] = (byte)(at + BitOperations.TrailingZeroCount(equal));
            count += equal != 0 ? 1 : 0;
        }
        return count;
    }

    private static int BySteps(ReadOnlySpan<int> left, ReadOnlySpan<int> right, Span<int> docs, Span<byte> leftIndexes, Span<byte> rightIndexes)
    {
        Span<int> found = stackalloc int[Most];
        found = found[..left.Length];
        SortedSpan.Find(left, right, found);
        var count = 0;
        for (var i = 0; i < found.Length; i++)
        {
            docs[count] = left[i];
            leftIndexes[count] = (byte)i;
            rightIndexes[count] = (byte)found[i];
            count += found[i] >= 0 ? 1 : 0;
        }
        return count;
    }

    private static void Add(Span<byte> indexes, int first)
    {
        if (first == 0)
            return;
        foreach (ref var index in indexes)
            index += (byte)first;
    }
}
