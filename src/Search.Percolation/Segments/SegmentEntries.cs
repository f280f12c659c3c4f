namespace Search.Percolation.Segments;

/// <summary>The entries of a segment by anchor, and the groups without an anchor. Immutable.</summary>
/// <remarks>A payload is the slot of the one query it leads to; below 0, with <see cref="Entries.Special"/>, the number of a special group.</remarks>
internal sealed class SegmentEntries
{
    /// <summary>Arranges the entries that were chosen.</summary>
    public SegmentEntries(AnchorChooser chosen, EntryOrder order, SegmentQueries queries, int leafCount)
    {
        var payloads = new Payloads(chosen.Specials, queries, order.Ranks);
        Starts = new LeafEntries[leafCount + 1];
        for (var leaf = 0; leaf <= leafCount; leaf++)
            Starts[leaf] = new LeafEntries(queries.Slots[order.Start(EntryOrder.Kind.Whole, leaf)], order.Start(EntryOrder.Kind.Direct, leaf), order.Start(EntryOrder.Kind.Pair, leaf), order.Start(EntryOrder.Kind.Triple, leaf));
        var entries = chosen.Entries;
        Directs = Pick(order.Of(EntryOrder.Kind.Direct), i => payloads.Of(entries.Payloads[i]));
        PairSeconds = Pick(order.Of(EntryOrder.Kind.Pair), i => entries.Seconds[i]);
        PairPayloads = Pick(order.Of(EntryOrder.Kind.Pair), i => payloads.Of(entries.Payloads[i]));
        TripleSeconds = Pick(order.Of(EntryOrder.Kind.Triple), i => entries.Seconds[i]);
        TripleThirds = Pick(order.Of(EntryOrder.Kind.Triple), i => entries.Thirds[i]);
        TriplePayloads = Pick(order.Of(EntryOrder.Kind.Triple), i => payloads.Of(entries.Payloads[i]));
        Always = [.. chosen.Always.Select(always => always with { Payload = payloads.Of(always.Payload) })];
        Specials = payloads.Specials;
        Programs = chosen.Programs.ToArray();
        Stamps = chosen.Stamps;
    }

    /// <summary>Where the entries of each leaf begin; they end where those of the next leaf begin.</summary>
    public LeafEntries[] Starts { get; }

    public int[] Directs { get; }

    public int[] PairSeconds { get; }

    public int[] PairPayloads { get; }

    public int[] TripleSeconds { get; }

    public int[] TripleThirds { get; }

    public int[] TriplePayloads { get; }

    /// <summary>Looked at for every document.</summary>
    public UnanchoredEntry[] Always { get; }

    public SpecialGroup[] Specials { get; }

    public int[] Programs { get; }

    public int Stamps { get; }

    private static int[] Pick(ReadOnlySpan<int> entries, Func<int, int> part)
    {
        var picked = new int[entries.Length];
        for (var i = 0; i < picked.Length; i++)
            picked[i] = part(entries[i]);
        return picked;
    }
}
