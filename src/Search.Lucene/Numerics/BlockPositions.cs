namespace Search.Lucene.Numerics;

/// <summary>The positions of the documents of a block as running sums through all of them, each of which is a position plus the sum before its document.</summary>
/// <param name="sums">The sums; behind them <see cref="ShiftedList.Slack"/> further items.</param>
/// <param name="first">Index of the sum before the first document's positions. It may be negative: not all documents need be there.</param>
/// <param name="ends">How many positions the documents up to each one have, itself included.</param>
/// <param name="freqs">How many positions each document has.</param>
internal readonly ref struct BlockPositions(ReadOnlySpan<int> sums, int first, ReadOnlySpan<int> ends, ReadOnlySpan<int> freqs)
{
    public ReadOnlySpan<int> Sums { get; } = sums;

    public int First { get; } = first;

    public ReadOnlySpan<int> Ends { get; } = ends;

    public ReadOnlySpan<int> Freqs { get; } = freqs;

    /// <summary>The positions of a document, each less <paramref name="offset"/>.</summary>
    public ShiftedList List(int index, int offset)
    {
        var start = First + Ends[index] - Freqs[index];
        return new ShiftedList(Sums[(start + 1)..], Freqs[index], Sums[start] + offset);
    }
}
