using Search.Percolation.Forms;
using Search.Percolation.Terms;

namespace Search.Percolation.Segments;

/// <summary>
/// Guesses of how likely a document has a leaf, 0 to 1. They only decide by which leaves queries are found. Not thread-safe.
/// </summary>
internal sealed class LeafCosts(LeafTable leaves, Vocabulary vocabulary, float[] terms)
{
    private const float PairOfTerms = 0.1f;
    private const float NearTerms = 0.5f;
    private const float Anything = 0.5f;
    private const float ByteOfPattern = 0.6f;

    private readonly List<float> _others = [];

    public float this[int leaf]
    {
        get
        {
            if (leaf < terms.Length)
                return terms[leaf];
            while (_others.Count <= leaf - terms.Length)
                _others.Add(Guess(leaves.Others[_others.Count]));
            return _others[leaf - terms.Length];
        }
    }

    /// <summary>The costs of the terms of a segment by leaf.</summary>
    /// <param name="leaves">The terms are known.</param>
    /// <param name="docFreq">The share of documents that have a term, by its number; null to go by how often queries use it.</param>
    public static float[] OfTerms(LeafTable leaves, Func<int, float>? docFreq)
    {
        var costs = new float[leaves.Terms.Count];
        if (docFreq is not null)
        {
            foreach (var (term, leaf) in leaves.Terms.All)
                costs[leaf] = docFreq(term);
            return costs;
        }
        var most = 1;
        for (var leaf = 0; leaf < costs.Length; leaf++)
            most = Math.Max(most, leaves.Uses(leaf));
        for (var leaf = 0; leaf < costs.Length; leaf++)
            costs[leaf] = Anything * leaves.Uses(leaf) / most;
        return costs;
    }

    private float Guess(ReadOnlySpan<int> node)
    {
        switch (Form.OpAt(node, 0))
        {
            case Op.Phrase:
                return Least(node[2..]) * PairOfTerms;
            case Op.Places:
                return Places(node) * NearTerms;
            case Op.Pattern:
                var pieces = vocabulary.Pattern(Form.Argument(node, 0)).RequiredPieces();
                return pieces.Count == 0 ? Anything : Math.Min(Anything, pieces.Sum(piece => MathF.Pow(ByteOfPattern, piece.Length)));
            case Op.Or:
                return Sum(node);
            default:
                return Anything;
        }
    }

    private float Least(ReadOnlySpan<int> members)
    {
        var least = 1f;
        foreach (var leaf in members)
            least = Math.Min(least, this[leaf]);
        return least;
    }

    private float Places(ReadOnlySpan<int> node)
    {
        var least = 1f;
        for (int place = 0, at = 3; place < Form.Argument(node, 0); place++, at += 2 + node[at + 1])
        {
            var sum = 0f;
            foreach (var leaf in node.Slice(at + 2, node[at + 1]))
                sum += this[leaf];
            least = Math.Min(least, sum);
        }
        return least;
    }

    private float Sum(ReadOnlySpan<int> set)
    {
        var sum = 0f;
        for (var at = 2; at < set.Length; at++)
            sum += this[Form.Argument(set, at)];
        return Math.Min(1f, sum);
    }
}
