namespace Search.Lucene.Automata;

/// <summary>
/// Derivatives (Brzozowski): what may follow a first code point. A pattern and its derivatives, taken again and again, are the states
/// of a deterministic automaton; complement and intersection need nothing of their own.
/// </summary>
internal sealed partial class PatternNodes
{
    private readonly Dictionary<(PatternNode Node, int CodePoint), PatternNode> _derivatives = [];

    /// <summary>The texts that, after <paramref name="codePoint"/>, make a text of <paramref name="node"/>.</summary>
    public PatternNode Derivative(PatternNode node, int codePoint)
    {
        if (node.Kind is PatternKind.Nothing or PatternKind.Empty)
            return Nothing;
        if (node.Kind == PatternKind.Set)
            return node.Set.Contains(codePoint) ? Empty : Nothing;
        if (_derivatives.TryGetValue((node, codePoint), out var known))
            return known;
        Work(1);
        var derivative = node.Kind switch
        {
            PatternKind.Concatenation => OfConcatenation(node, codePoint),
            PatternKind.Union => Union(node.Parts.Select(part => Derivative(part, codePoint))),
            PatternKind.Intersection => Intersection(node.Parts.Select(part => Derivative(part, codePoint))),
            PatternKind.Complement => Complement(Derivative(node.Parts[0], codePoint)),
            _ => Concatenation(Derivative(node.Parts[0], codePoint), OnceLess(node)),
        };
        _derivatives.Add((node, codePoint), derivative);
        return derivative;
    }

    /// <summary>In a loop, not in depth: a row of optional parts may be long.</summary>
    private PatternNode OfConcatenation(PatternNode node, int codePoint)
    {
        var parts = new List<PatternNode>();
        while (node.Kind == PatternKind.Concatenation)
        {
            Work(1);
            parts.Add(Concatenation(Derivative(node.Parts[0], codePoint), node.Parts[1]));
            if (!node.Parts[0].AcceptsEmpty)
                return Union(parts);
            node = node.Parts[1];
        }
        parts.Add(Derivative(node, codePoint));
        return Union(parts);
    }

    private PatternNode OnceLess(PatternNode node) => Repetition(
        node.Parts[0], Math.Max(0, node.Least - 1), node.Greatest == PatternNode.Unlimited ? PatternNode.Unlimited : node.Greatest - 1);
}
