namespace Search.Percolation.Segments;

/// <summary>The entries of a segment by anchor, and the groups without an anchor. Immutable.</summary>
/// <remarks>A payload is the slot of the one query it leads to; below 0, with <see cref="Entries.Special"/>, the number of a special group.</remarks>
internal sealed class SegmentEntries
{
    private readonly List<SpecialGroup> _specials = [];
    private readonly Dictionary<int, int> _specialOfGroup = [];
    private readonly AnchorChooser _chosen;
    private readonly SegmentQueries _queries;
    private readonly int[] _ranks;

    /// <summary>Arranges the entries that were chosen.</summary>
    public SegmentEntries(AnchorChooser chosen, EntryOrder order, SegmentQueries queries, int leafCount)
    {
        (_chosen, _queries, _ranks) = (chosen, queries, order.Ranks);
        foreach (var special in chosen.Specials)
            _specials.Add(Special(special.Group, special.Program, special.Stamp));
        Starts = new LeafEntries[leafCount + 1];
        for (var leaf = 0; leaf <= leafCount; leaf++)
            Starts[leaf] = new LeafEntries(queries.Slots[order.Start(EntryOrder.Kind.Whole, leaf)], order.Start(EntryOrder.Kind.Direct, leaf), order.Start(EntryOrder.Kind.Pair, leaf), order.Start(EntryOrder.Kind.Triple, leaf));
        var entries = chosen.Entries;
        Directs = Pick(order.Of(EntryOrder.Kind.Direct), i => Payload(entries.Payloads[i]));
        PairSeconds = Pick(order.Of(EntryOrder.Kind.Pair), i => entries.Seconds[i]);
        PairPayloads = Pick(order.Of(EntryOrder.Kind.Pair), i => Payload(entries.Payloads[i]));
        TripleSeconds = Pick(order.Of(EntryOrder.Kind.Triple), i => entries.Seconds[i]);
        TripleThirds = Pick(order.Of(EntryOrder.Kind.Triple), i => entries.Thirds[i]);
        TriplePayloads = Pick(order.Of(EntryOrder.Kind.Triple), i => Payload(entries.Payloads[i]));
        Always = [.. chosen.Always.Select(always => always with { Payload = Payload(always.Payload) })];
        Specials = [.. _specials];
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

    private SpecialGroup Special(int group, int program, int stamp)
    {
        var rank = _ranks[group];
        return new SpecialGroup(_queries.Slots[rank], _queries.Slots[rank + 1], program, stamp);
    }

    /// <summary>Of a group number, or of one with <see cref="Entries.Special"/>.</summary>
    private int Payload(int chosen)
    {
        if (chosen < 0)
            return chosen;
        var special = Special(chosen, program: -1, stamp: -1);
        if (special.End - special.First == 1)
            return special.First;
        if (!_specialOfGroup.TryGetValue(chosen, out var number))
        {
            _specialOfGroup.Add(chosen, number = _specials.Count);
            _specials.Add(special);
        }
        return number | Entries.Special;
    }
}
