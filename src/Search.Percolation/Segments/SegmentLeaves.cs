using Search.Percolation.Forms;
using Search.Percolation.Patterns;
using Search.Percolation.Terms;

namespace Search.Percolation.Segments;

/// <summary>The leaves of a segment, and how to find out which of them a document has. Immutable.</summary>
internal sealed class SegmentLeaves
{
    /// <summary>How often patterns without a piece may be tried while a segment is made: a second's work.</summary>
    private const long MostTries = 50_000_000;

    /// <summary>What is known may take some 16 MB.</summary>
    private const int MostKnown = 1_000_000;

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
        Companions = Array.ConvertAll(Places, places => places.Companion);
        PlacesOfTerms = new Membership(Places.SelectMany((places, number) => places.Lead.Select(term => (term, number))), leaves.Terms.Count);
        Sets = new Membership(Of(leaves, Op.Or).SelectMany(leaf => Members(leaves, leaf).Select(member => (member, leaf))), Count);
        Patterns = [.. Of(leaves, Op.Pattern).Select(leaf => (Leaf: leaf, Query: vocabulary.Pattern(Form.Argument(Node(leaves, leaf), 0))))
            .GroupBy(pattern => pattern.Query.Field).Select(group => new PatternIndex(vocabulary.Fields.Find(group.Key), group))];
        Ranges = [.. Of(leaves, Op.Range).Select(leaf => (Leaf: leaf, Range: vocabulary.Range(Form.Argument(Node(leaves, leaf), 0))))
            .GroupBy(range => (range.Range.Field, range.Range.OfPoints)).Select(group => new RangeIndex(group.Key.Field, group.Key.OfPoints, group))];
        (PatternsOfTerms, KnowsPatterns) = FindPatterns(vocabulary.Terms);
        SetFlags();
    }

    public TermMap Terms { get; }

    public int Count { get; }

    public LeafFlags[] Flags { get; }

    public PhraseTable Phrases { get; }

    /// <summary>Phrases that are not just terms side by side.</summary>
    public PlacesLeaf[] Places { get; }

    /// <summary>Of each of <see cref="Places"/>, a term that its documents have beside a leading one; -1 where there is none.</summary>
    public int[] Companions { get; }

    /// <summary>Numbers of <see cref="Places"/> by the terms that lead to them.</summary>
    public Membership PlacesOfTerms { get; }

    /// <summary>The sets that each leaf belongs to.</summary>
    public Membership Sets { get; }

    /// <summary>One for each field with patterns.</summary>
    public PatternIndex[] Patterns { get; }

    /// <summary>The patterns that each term of the segment fulfils, where <see cref="KnowsPatterns"/>.</summary>
    public Membership PatternsOfTerms { get; }

    /// <summary>True when only terms that are no leaves have to be looked up among the patterns.</summary>
    public bool KnowsPatterns { get; }

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

    /// <summary>Looks up the terms of the segment once and for all, unless that is too much work.</summary>
    private (Membership Found, bool IsKnown) FindPatterns(TermDictionary terms)
    {
        var found = new List<(int Leaf, int Number)>();
        if ((long)Terms.Count * Patterns.Sum(patterns => (long)patterns.TriedAlways) > MostTries)
            return (new Membership(found, 0), false);
        foreach (var patterns in Patterns)
        {
            foreach (var (term, leaf) in Terms.All)
            {
                if (terms.FieldOf(term) == patterns.Field)
                    patterns.Find(terms.Term(term), new FoundPatterns(leaf, found));
                if (found.Count > MostKnown)
                    return (new Membership([], 0), false);
            }
        }
        return (new Membership(found.Distinct(), Terms.Count), true);
    }

    private void SetFlags()
    {
        foreach (var leaf in PatternsOfTerms.Members)
            Flags[leaf] |= LeafFlags.HasPatterns;
        foreach (var leaf in PlacesOfTerms.Members)
            Flags[leaf] |= LeafFlags.LeadsPlaces;
        foreach (var leaf in Sets.Members)
            Flags[leaf] |= LeafFlags.IsInSets;
    }

    private readonly struct FoundPatterns(int term, List<(int Leaf, int Number)> found) : IPatternSink
    {
        public bool Has(int leaf) => false;

        public void Add(int leaf) => found.Add((term, leaf));
    }
}
