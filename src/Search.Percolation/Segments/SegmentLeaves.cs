using Search.Percolation.Forms;
using Search.Percolation.Patterns;
using Search.Percolation.Terms;

namespace Search.Percolation.Segments;

/// <summary>The leaves of a segment, and how to find out which of them a document has. Immutable.</summary>
internal sealed class SegmentLeaves
{
    /// <param name="leaves">What there is.</param>
    /// <param name="costs">How likely documents have it.</param>
    /// <param name="vocabulary">What numbers stand for.</param>
    /// <param name="flags">One a leaf; gets its marks here.</param>
    public SegmentLeaves(LeafTable leaves, LeafCosts costs, Vocabulary vocabulary, LeafFlags[] flags)
    {
        Terms = leaves.Terms;
        Count = leaves.Count;
        Flags = flags;
        Phrases = new PhraseTable(Of(leaves, Op.Phrase), leaves, costs, Flags);
        Places = [.. Of(leaves, Op.Places).Select(leaf => PlacesLeaf.Of(leaf, Node(leaves, leaf), costs))];
        PlacesOfTerms = new Membership(Places.SelectMany((places, number) => places.Lead.Select(term => (term, number))), leaves.Terms.Count);
        Sets = new Membership(Of(leaves, Op.Or).SelectMany(leaf => Members(leaves, leaf).Select(member => (member, leaf))), Count);
        Patterns = [.. Of(leaves, Op.Pattern).Select(leaf => (Leaf: leaf, Query: vocabulary.Pattern(Form.Argument(Node(leaves, leaf), 0))))
            .GroupBy(pattern => pattern.Query.Field).Select(group => new PatternIndex(vocabulary.Fields.Find(group.Key), group))];
        Ranges = [.. Of(leaves, Op.Range).Select(leaf => (Leaf: leaf, Range: vocabulary.Range(Form.Argument(Node(leaves, leaf), 0))))
            .GroupBy(range => (range.Range.Field, range.Range.OfPoints)).Select(group => new RangeIndex(group.Key.Field, group.Key.OfPoints, group))];
        SetFlags();
    }

    public TermMap Terms { get; }

    public int Count { get; }

    public LeafFlags[] Flags { get; }

    public PhraseTable Phrases { get; }

    /// <summary>Phrases that are not just terms side by side.</summary>
    public PlacesLeaf[] Places { get; }

    /// <summary>Numbers of <see cref="Places"/> by the terms that lead to them.</summary>
    public Membership PlacesOfTerms { get; }

    /// <summary>The sets that each leaf belongs to.</summary>
    public Membership Sets { get; }

    /// <summary>One for each field with patterns.</summary>
    public PatternIndex[] Patterns { get; }

    /// <summary>One for each field with ranges, and kind of its numbers.</summary>
    public RangeIndex[] Ranges { get; }

    private static IEnumerable<int> Of(LeafTable leaves, Op op) =>
        Enumerable.Range(leaves.Terms.Count, leaves.Others.Count).Where(leaf => Form.OpAt(Node(leaves, leaf), 0) == op);

    private static ReadOnlySpan<int> Node(LeafTable leaves, int leaf) => leaves.Others[leaf - leaves.Terms.Count];

    private static int[] Members(LeafTable leaves, int set)
    {
        var node = Node(leaves, set);
        var members = new int[node.Length - 2];
        for (var i = 0; i < members.Length; i++)
            members[i] = Form.Argument(node, i + 2);
        return members;
    }

    private void SetFlags()
    {
        foreach (var leaf in PlacesOfTerms.Members)
            Flags[leaf] |= LeafFlags.LeadsPlaces;
        foreach (var leaf in Sets.Members)
            Flags[leaf] |= LeafFlags.IsInSets;
    }
}
