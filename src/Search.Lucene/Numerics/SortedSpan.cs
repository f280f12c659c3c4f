using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Search.Lucene.Numerics;

/// <summary>Lookups in ascending integers. Stateless and thread-safe.</summary>
internal static class SortedSpan
{
    private const int Ints = 8;

    /// <summary>So many items are rather compared one vector after the other than halved: where a search in halves turns can't be foreseen.</summary>
    private const int Stretch = 64;

    /// <summary>Index of the first value not below <paramref name="target"/>, or the length.</summary>
    public static int LowerBound(ReadOnlySpan<int> values, int target) => LowerBound(values, 0, target, Simd.Variant);

    /// <summary>Index of the first value not below <paramref name="target"/>, from <paramref name="start"/> on, or the length; the nearer, the sooner.</summary>
    public static int LowerBound(ReadOnlySpan<int> values, int start, int target) => LowerBound(values, start, target, Simd.Variant);

    /// <summary>As the other overload, with the kernel of one variant.</summary>
    public static int LowerBound(ReadOnlySpan<int> values, int start, int target, SimdVariant variant)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)start, (uint)values.Length);
        return variant == SimdVariant.Vector256 && values.Length >= Ints ? ByVectors(values, start, target) : ByHalves(values, start, target);
    }

    /// <summary>For each target, ascending too, its index in <paramref name="values"/>, or -1.</summary>
    public static void Find(ReadOnlySpan<int> targets, ReadOnlySpan<int> values, Span<int> places)
    {
        var at = 0;
        for (var i = 0; i < targets.Length; i++)
        {
            var target = targets[i];
            at = LowerBound(values, at, target);
            places[i] = (uint)at < (uint)values.Length && values[at] == target ? at : -1;
        }
    }

    private static int ByHalves(ReadOnlySpan<int> values, int start, int target) => Approach(values, start, target, 1, 0);

    private static int ByVectors(ReadOnlySpan<int> values, int start, int target)
    {
        var low = start;
        if (values.Length - start > Stretch)
            low = Approach(values, start, target, Stretch, Stretch);
        ref var data = ref MemoryMarshal.GetReference(values);
        var targets = Vector256.Create(target);
        for (; low <= values.Length - Ints; low += Ints)
        {
            var below = Vector256.LessThan(Vector256.LoadUnsafe(ref data, (nuint)low), targets).ExtractMostSignificantBits();
            if (below != (1 << Ints) - 1)
                return low + BitOperations.PopCount(below);
        }
        // The last vector begins among items that are known to be below, or before the start, where they may not be.
        low = values.Length - Ints;
        return Math.Max(start, low + BitOperations.PopCount(Vector256.LessThan(Vector256.LoadUnsafe(ref data, (nuint)low), targets).ExtractMostSignificantBits()));
    }

    /// <summary>An index not behind the one looked for, and at most <paramref name="rest"/> before it; begins with steps of <paramref name="step"/>.</summary>
    private static int Approach(ReadOnlySpan<int> values, int start, int target, int step, int rest)
    {
        var (low, high) = Surround(values, start, target, step);
        while (high - low > rest)
        {
            var middle = (low + high) >>> 1;
            if (values[middle] < target)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>Bounds, both included, of the index looked for; found in doubling steps.</summary>
    private static (int Low, int High) Surround(ReadOnlySpan<int> values, int start, int target, int step)
    {
        var low = start;
        while (step <= values.Length - low && values[low + step - 1] < target)
        {
            low += step;
            step = Math.Min(2 * step, 1 << 29);
        }
        return (low, Math.Min(values.Length, low + step - 1));
    }
}
