using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Search.Lucene.Numerics;

/// <summary>Kernels of <see cref="CommonValues"/> on 256-bit vectors: eight values of one list against eight of the other, all pairs at once.</summary>
/// <remarks>Both lists must have their <see cref="ShiftedList.Slack"/>: vectors begin at a value of the list and reach less than that behind its last.</remarks>
internal static class CommonVector256
{
    /// <summary>Up to here distances do not reach from a value to <see cref="Nowhere"/>, unless it is out of the range of positions.</summary>
    public const int MaxDistance = 1 << 20;

    private const int Ints = 8;

    /// <summary>Stands for items that are not in the list; no value is so low.</summary>
    private const int Nowhere = int.MinValue;

    /// <inheritdoc cref="CommonValues.Count(ShiftedList, ShiftedList)"/>
    public static int Count(ShiftedList left, ShiftedList right)
    {
        if (left.Count <= Ints && right.Count <= Ints)
            return BitOperations.PopCount(Equal(Load(left, 0), LoadList(right, 0)) & InList(left, 0));
        var (count, i, j, found) = (0, 0, 0, 0u);
        while (i < left.Count && j < right.Count)
        {
            found |= Equal(Load(left, i), LoadList(right, j));
            if (Last(left, i) > Last(right, j))
            {
                j += Ints;
                continue;
            }
            count += BitOperations.PopCount(found & InList(left, i));
            found = 0;
            i += Ints;
        }
        return count + (i < left.Count ? BitOperations.PopCount(found & InList(left, i)) : 0);
    }

    /// <inheritdoc cref="CommonValues.Count(ReadOnlySpan{byte}, BlockPositions, ReadOnlySpan{byte}, BlockPositions, int, Span{float})"/>
    public static void Count(
        ReadOnlySpan<byte> leftIndexes, BlockPositions left, ReadOnlySpan<byte> rightIndexes, BlockPositions right, int distance, Span<float> counts)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            var (leftIndex, rightIndex) = (leftIndexes[i], rightIndexes[i]);
            var (leftCount, rightCount) = (left.Freqs[leftIndex], right.Freqs[rightIndex]);
            if (leftCount > Ints || rightCount > Ints)
            {
                counts[i] = Count(left.List(leftIndex, 0), right.List(rightIndex, distance));
                continue;
            }
            var (leftStart, rightStart) = (left.First + left.Ends[leftIndex] - leftCount, right.First + right.Ends[rightIndex] - rightCount);
            var shift = right.Sums[rightStart] + distance;
            var lefts = Vector256.Create(left.Sums.Slice(leftStart + 1, Ints)) - Vector256.Create(left.Sums[leftStart]);
            var rights = Vector256.Create(right.Sums.Slice(rightStart + 1, Ints)) - Vector256.Create(shift);
            var inList = Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(rightCount));
            var equal = Equal(lefts, Vector256.ConditionalSelect(inList, rights, Vector256.Create(Nowhere)));
            counts[i] = BitOperations.PopCount(equal & ((1u << leftCount) - 1));
        }
    }

    /// <summary>As <see cref="CommonValues.AreWithin(ShiftedList, ShiftedList, int)"/>, but may say yes of values that lie 2^31 apart or more.</summary>
    public static bool AreWithin(ShiftedList left, ShiftedList right, int distance)
    {
        var (i, j) = (0, 0);
        while (i < left.Count && j < right.Count)
        {
            if ((Within(Load(left, i), LoadList(right, j), distance) & InList(left, i)) != 0)
                return true;
            if (Last(left, i) > Last(right, j))
                j += Ints;
            else
                i += Ints;
        }
        return false;
    }

    /// <summary>A bit for each lane of <paramref name="left"/> that equals any lane of <paramref name="right"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Equal(Vector256<int> left, Vector256<int> right)
    {
        var equal = Vector256.Equals(left, right) | Vector256.Equals(left, Vector256.Shuffle(right, Vector256.Create(1, 2, 3, 4, 5, 6, 7, 0)));
        equal |= Vector256.Equals(left, Vector256.Shuffle(right, Vector256.Create(2, 3, 4, 5, 6, 7, 0, 1)))
            | Vector256.Equals(left, Vector256.Shuffle(right, Vector256.Create(3, 4, 5, 6, 7, 0, 1, 2)));
        equal |= Vector256.Equals(left, Vector256.Shuffle(right, Vector256.Create(4, 5, 6, 7, 0, 1, 2, 3)))
            | Vector256.Equals(left, Vector256.Shuffle(right, Vector256.Create(5, 6, 7, 0, 1, 2, 3, 4)));
        equal |= Vector256.Equals(left, Vector256.Shuffle(right, Vector256.Create(6, 7, 0, 1, 2, 3, 4, 5)))
            | Vector256.Equals(left, Vector256.Shuffle(right, Vector256.Create(7, 0, 1, 2, 3, 4, 5, 6)));
        return equal.ExtractMostSignificantBits();
    }

    /// <summary>A bit for each lane of <paramref name="left"/> that is near any lane of <paramref name="right"/>.</summary>
    private static uint Within(Vector256<int> left, Vector256<int> right, int distance)
    {
        var reach = Vector256.Create(2u * (uint)distance);
        left += Vector256.Create(distance);
        var near = Vector256<uint>.Zero;
        for (var turn = 0; turn < Ints; turn++)
        {
            near |= Vector256.LessThanOrEqual((left - right).AsUInt32(), reach);
            right = Vector256.Shuffle(right, Vector256.Create(1, 2, 3, 4, 5, 6, 7, 0));
        }
        return near.ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Load(ShiftedList list, int start) =>
        Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(list.Sums), (nuint)start) - Vector256.Create(list.Origin);

    /// <summary>As <see cref="Load"/>, with <see cref="Nowhere"/> behind the last value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> LoadList(ShiftedList list, int start) => Vector256.ConditionalSelect(
        Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(list.Count - start)), Load(list, start), Vector256.Create(Nowhere));

    /// <summary>A bit for each lane that is still in the list.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint InList(ShiftedList list, int start) => (1u << Math.Min(Ints, list.Count - start)) - 1;

    /// <summary>The last value of the eight from <paramref name="start"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Last(ShiftedList list, int start) => list[Math.Min(start + Ints, list.Count) - 1];
}
