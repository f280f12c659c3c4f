using System.Runtime.CompilerServices;

namespace Search.Lucene.Numerics;

/// <summary>
/// Ascending integers in memory that holds each of them plus one and the same <paramref name="origin"/>; sums may wrap, values do not. The default is empty.
/// </summary>
/// <param name="sums">The list, and behind it whatever else lies there: vectors may read it, but it never counts.</param>
/// <param name="count">Values in the list.</param>
/// <param name="origin">What is to be taken off.</param>
internal readonly ref struct ShiftedList(ReadOnlySpan<int> sums, int count, int origin)
{
    /// <summary>With so many items behind the last value, vectors can be used.</summary>
    public const int Slack = 8;

    public ReadOnlySpan<int> Sums { get; } = sums;

    public int Count { get; } = count;

    public int Origin { get; } = origin;

    public bool HasSlack => Sums.Length >= Count + Slack;

    public int this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Sums[index] - Origin;
    }
}
