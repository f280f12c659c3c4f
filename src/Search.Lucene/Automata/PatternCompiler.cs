namespace Search.Lucene.Automata;

/// <summary>Makes an automaton of a pattern: its states are the pattern and its derivatives.</summary>
internal sealed class PatternCompiler
{
    private readonly PatternNodes _nodes;
    private readonly Alphabet _alphabet;
    private readonly Dictionary<PatternNode, int> _numbers = [];
    private readonly List<PatternNode> _states = [];
    private readonly List<int> _next = [];

    private PatternCompiler(PatternNode root, PatternNodes nodes)
    {
        _nodes = nodes;
        _alphabet = new Alphabet(SetsOf(root));
        NumberOf(root);
    }

    /// <exception cref="PatternTooComplexException">It would have more than <see cref="CodePointAutomaton.MaxStates"/> states, or take too long.</exception>
    public static CodePointAutomaton Compile(PatternNode root, PatternNodes nodes)
    {
        var compiler = new PatternCompiler(root, nodes);
        for (var state = 0; state < compiler._states.Count; state++)
            compiler.Expand(compiler._states[state]);
        return new CodePointAutomaton(
            compiler._alphabet, [.. compiler._next], [.. compiler._states.Select(node => node.AcceptsEmpty ? (sbyte)0 : CodePointAutomaton.NotAccepted)]);
    }

    private void Expand(PatternNode node)
    {
        for (var i = 0; i < _alphabet.Count; i++)
        {
            var derivative = _nodes.Derivative(node, _alphabet.Sample(i));
            _next.Add(derivative == _nodes.Nothing ? CodePointAutomaton.Dead : NumberOf(derivative));
        }
    }

    private int NumberOf(PatternNode node)
    {
        if (_numbers.TryGetValue(node, out var number))
            return number;
        if (_states.Count == CodePointAutomaton.MaxStates)
            throw new PatternTooComplexException();
        _numbers.Add(node, number = _states.Count);
        _states.Add(node);
        return number;
    }

    private static HashSet<CodePointSet> SetsOf(PatternNode root)
    {
        var sets = new HashSet<CodePointSet>();
        var seen = new HashSet<PatternNode> { root };
        var open = new Stack<PatternNode>(seen);
        while (open.TryPop(out var node))
        {
            if (node.Kind == PatternKind.Set)
                sets.Add(node.Set);
            foreach (var part in node.Parts)
            {
                if (seen.Add(part))
                    open.Push(part);
            }
        }
        return sets;
    }
}
