using Search.Percolation.Terms;

namespace Search.Percolation.Segments;

/// <summary>
/// The entries of a segment by kind and anchor, and the order of its groups that goes with it: what is found by the same leaf lies side by
/// side. First come the groups that a single leaf decides.
/// </summary>
internal sealed class EntryOrder
{
    private const int Kinds = 4;

    private readonly int[][] _entries = new int[Kinds][];
    private readonly int[][] _starts = new int[Kinds][];

    /// <param name="chosen">The entries, in any order.</param>
    /// <param name="leafCount">Leaves of the segment.</param>
    /// <param name="groupCount">Groups of the segment.</param>
    public EntryOrder(AnchorChooser chosen, int leafCount, int groupCount)
    {
        var entries = chosen.Entries;
        var kinds = new int[entries.Anchors.Count];
        var counts = CountByGroup(chosen, groupCount);
        for (var i = 0; i < kinds.Length; i++)
            kinds[i] = (int)KindOf(entries, i, counts);
        for (var kind = 0; kind < Kinds; kind++)
            Sort(entries, kinds, kind, leafCount);
        Ranks = RankGroups(chosen, groupCount);
    }

    /// <summary>Kinds of entries, in the order in which they stand.</summary>
    public enum Kind
    {
        /// <summary>The only entry of a group that is decided by the anchor.</summary>
        Whole,

        /// <summary>Without another literal.</summary>
        Direct,

        /// <summary>With one.</summary>
        Pair,

        /// <summary>With two.</summary>
        Triple,
    }

    /// <summary>The new number of each group.</summary>
    public int[] Ranks { get; }

    /// <summary>The entries of a kind, by anchor.</summary>
    public ReadOnlySpan<int> Of(Kind kind) => _entries[(int)kind];

    /// <summary>Where the entries of a kind and leaf begin among those of the kind; behind the last leaf, where they end.</summary>
    public int Start(Kind kind, int leaf) => _starts[(int)kind][leaf];

    private static Kind KindOf(Entries entries, int entry, int[] counts)
    {
        if (entries.Thirds[entry] != Entries.None)
            return Kind.Triple;
        if (entries.Seconds[entry] != Entries.None)
            return Kind.Pair;
        return entries.Payloads[entry] is var payload && payload >= 0 && counts[payload] == 1 ? Kind.Whole : Kind.Direct;
    }

    private static int[] CountByGroup(AnchorChooser chosen, int groupCount)
    {
        var counts = new int[groupCount];
        foreach (var payload in chosen.Entries.Payloads.Span)
            counts[chosen.GroupOf(payload)]++;
        return counts;
    }

    private void Sort(Entries entries, int[] kinds, int kind, int leafCount)
    {
        var picked = new IntBuffer();
        var anchors = new IntBuffer();
        for (var i = 0; i < kinds.Length; i++)
        {
            if (kinds[i] != kind)
                continue;
            picked.Add(i);
            anchors.Add(entries.Anchors[i]);
        }
        _entries[kind] = Grouping.Order(anchors.Span, leafCount, out _starts[kind]);
        for (var i = 0; i < _entries[kind].Length; i++)
            _entries[kind][i] = picked[_entries[kind][i]];
    }

    private int[] RankGroups(AnchorChooser chosen, int groupCount)
    {
        var ranks = new int[groupCount];
        Array.Fill(ranks, -1);
        var next = 0;
        for (var kind = 0; kind < Kinds; kind++)
        {
            foreach (var entry in _entries[kind])
                Rank(chosen.GroupOf(chosen.Entries.Payloads[entry]));
        }
        for (var group = 0; group < groupCount; group++)
            Rank(group);
        return ranks;

        void Rank(int group)
        {
            if (ranks[group] < 0)
                ranks[group] = next++;
        }
    }
}
