using Search.Percolation.Forms;

namespace Search.Percolation.Segments;

/// <summary>A phrase that is not just terms side by side, as a leaf of a segment. Immutable.</summary>
/// <param name="Leaf">The leaf.</param>
/// <param name="Slop">How far the terms may stand from their positions.</param>
/// <param name="Positions">The position of each place in the phrase.</param>
/// <param name="Terms">The leaves of the terms that may stand at each place.</param>
/// <param name="Lead">The terms of the place that is likely to be the rarest: one of them is in each document with the phrase.</param>
internal sealed record PlacesLeaf(int Leaf, int Slop, int[] Positions, int[][] Terms, int[] Lead)
{
    /// <summary>Two different terms.</summary>
    public bool IsTwoTerms { get; } = Terms is [[var first], [var second]] && first != second;

    /// <summary>The only term of a place that is not the leading one, so that every document with the phrase has it; -1 where there is none.</summary>
    public int Companion { get; } = Terms.Where(terms => terms.Length == 1 && !terms.AsSpan().SequenceEqual(Lead)).Select(terms => terms[0]).FirstOrDefault(-1);

    public static PlacesLeaf Of(int leaf, ReadOnlySpan<int> node, LeafCosts costs)
    {
        var count = Form.Argument(node, 0);
        var (positions, terms) = (new int[count], new int[count][]);
        for (int place = 0, at = 3; place < count; place++)
        {
            positions[place] = node[at];
            terms[place] = node.Slice(at + 2, node[at + 1]).ToArray();
            at += 2 + node[at + 1];
        }
        var lead = terms.MinBy(alternatives => alternatives.Sum(term => costs[term]))!;
        return new PlacesLeaf(leaf, node[2], positions, terms, [.. lead.Distinct()]);
    }
}
