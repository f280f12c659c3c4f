using Search.Percolation.Terms;

namespace Search.Percolation.Segments;

/// <summary>
/// The entries of a segment by anchor: first those without another literal, then those with one, then those with two. Immutable.
/// </summary>
internal sealed class SegmentEntries
{
    /// <summary>Sorts the entries that were chosen.</summary>
    /// <param name="chosen">The entries.</param>
    /// <param name="leafCount">Leaves of the segment.</param>
    /// <param name="flags">Gets the anchors marked.</param>
    public SegmentEntries(AnchorChooser chosen, int leafCount, LeafFlags[] flags)
    {
        var entries = chosen.Entries;
        var kinds = new int[entries.Anchors.Count];
        for (var i = 0; i < kinds.Length; i++)
            kinds[i] = entries.Seconds[i] == Entries.None ? 0 : entries.Thirds[i] == Entries.None ? 1 : 2;
        var starts = new LeafEntries[leafCount + 1];
        Directs = Take(0, out var directStarts);
        var pairs = Take(1, out var pairStarts);
        var triples = Take(2, out var tripleStarts);
        for (var leaf = 0; leaf <= leafCount; leaf++)
            starts[leaf] = new LeafEntries(directStarts[leaf], pairStarts[leaf], tripleStarts[leaf]);
        foreach (var anchor in entries.Anchors.Span)
            flags[anchor] |= LeafFlags.Anchors;
        Directs = Pick(entries.Payloads, Directs);
        (PairSeconds, PairPayloads) = (Pick(entries.Seconds, pairs), Pick(entries.Payloads, pairs));
        (TripleSeconds, TripleThirds, TriplePayloads) = (Pick(entries.Seconds, triples), Pick(entries.Thirds, triples), Pick(entries.Payloads, triples));
        Starts = starts;
        Always = chosen.Always;
        Specials = [.. chosen.Specials];
        Programs = chosen.Programs.ToArray();
        Stamps = chosen.Stamps;

        int[] Take(int kind, out int[] kindStarts)
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
            var order = Grouping.Order(anchors.Span, leafCount, out kindStarts);
            return Array.ConvertAll(order, i => picked[i]);
        }
    }

    /// <summary>Where the entries of each leaf begin, and behind the last.</summary>
    public LeafEntries[] Starts { get; }

    public int[] Directs { get; }

    public int[] PairSeconds { get; }

    public int[] PairPayloads { get; }

    public int[] TripleSeconds { get; }

    public int[] TripleThirds { get; }

    public int[] TriplePayloads { get; }

    /// <summary>Looked at for every document.</summary>
    public Entries Always { get; }

    public SpecialGroup[] Specials { get; }

    public int[] Programs { get; }

    public int Stamps { get; }

    private static int[] Pick(IntBuffer from, int[] indexes) => Array.ConvertAll(indexes, i => from[i]);
}
