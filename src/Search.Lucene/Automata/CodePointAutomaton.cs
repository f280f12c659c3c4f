namespace Search.Lucene.Automata;

/// <summary>
/// A deterministic automaton over the code points of whole terms. Its states are 0 (the start) to <see cref="StateCount"/> - 1, and
/// from each of them a text can still be accepted, the start of an automaton that accepts nothing excepted. Immutable.
/// </summary>
internal sealed class CodePointAutomaton
{
    /// <summary>Where no step leads.</summary>
    public const int Dead = -1;

    /// <summary>Label of a state at which no text may end.</summary>
    public const sbyte NotAccepted = -1;

    /// <summary>As many as Lucene's automata may have.</summary>
    public const int MaxStates = 10_000;

    private readonly int[] _next;
    private readonly sbyte[] _labels;

    /// <param name="alphabet">Its classes are the columns of <paramref name="next"/>.</param>
    /// <param name="next">The state that follows, row by row, or <see cref="Dead"/>. Becomes this automaton's.</param>
    /// <param name="labels">0 or more for a state at which a text may end: the texts' distance. Becomes this automaton's.</param>
    public CodePointAutomaton(Alphabet alphabet, int[] next, sbyte[] labels)
    {
        Alphabet = alphabet;
        _next = next;
        _labels = labels;
        var before = Predecessors();
        Least = FindLeast(before);
        for (var i = 0; i < next.Length; i++)
        {
            if (next[i] != Dead && Least[next[i]] == sbyte.MaxValue)
                next[i] = Dead;
        }
        AcceptsAll = FindAcceptingAll(before);
    }

    public Alphabet Alphabet { get; }

    public int StateCount => _labels.Length;

    /// <summary>The least label that can still be reached from a state, itself included; <see cref="sbyte.MaxValue"/> where none can.</summary>
    public sbyte[] Least { get; }

    /// <summary>States from which every text is accepted.</summary>
    public bool[] AcceptsAll { get; }

    public int Next(int state, int alphabetClass) => _next[state * Alphabet.Count + alphabetClass];

    public sbyte Label(int state) => _labels[state];

    private sbyte[] FindLeast(List<int>[] before)
    {
        var least = new sbyte[StateCount];
        Array.Fill(least, sbyte.MaxValue);
        for (sbyte label = 0; label <= _labels.Max(); label++)
        {
            var open = new Stack<int>(Enumerable.Range(0, StateCount).Where(state => _labels[state] == label && least[state] > label));
            while (open.TryPop(out var state))
            {
                if (least[state] <= label)
                    continue;
                least[state] = label;
                before[state].ForEach(open.Push);
            }
        }
        return least;
    }

    private List<int>[] Predecessors()
    {
        var before = new List<int>[StateCount];
        for (var state = 0; state < StateCount; state++)
            before[state] = [];
        for (var i = 0; i < _next.Length; i++)
        {
            var state = i / Alphabet.Count;
            if (_next[i] != Dead && (before[_next[i]].Count == 0 || before[_next[i]][^1] != state))
                before[_next[i]].Add(state);
        }
        return before;
    }

    /// <summary>All but those where a text may not end, or from which a step leads nowhere or to one of those.</summary>
    private bool[] FindAcceptingAll(List<int>[] before)
    {
        var all = new bool[StateCount];
        var open = new Stack<int>();
        for (var state = 0; state < all.Length; state++)
        {
            all[state] = _labels[state] == 0 && !_next.AsSpan(state * Alphabet.Count, Alphabet.Count).Contains(Dead);
            if (!all[state])
                open.Push(state);
        }
        while (open.TryPop(out var state))
        {
            foreach (var earlier in before[state].Where(earlier => all[earlier]))
            {
                all[earlier] = false;
                open.Push(earlier);
            }
        }
        return all;
    }
}
