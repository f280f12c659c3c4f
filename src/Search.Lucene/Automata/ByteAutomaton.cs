namespace Search.Lucene.Automata;

/// <summary>
/// A deterministic automaton over the UTF-8 of terms, made of one over code points. Start is state 0; every step but those to
/// <see cref="Dead"/> leads to where a term can still be accepted. Immutable and thread-safe; some 2 bytes a state and class of bytes.
/// </summary>
internal sealed class ByteAutomaton
{
    /// <summary>Where no step leads.</summary>
    public const int Dead = -1;

    private readonly byte[] _classes;
    private readonly int _classCount;
    private readonly short[] _next;
    private readonly sbyte[] _labels;
    private readonly sbyte[] _least;
    private readonly bool[] _acceptsAll;

    /// <summary>Takes what <see cref="ByteAutomatonBuilder"/> has made.</summary>
    /// <param name="classes">The class of each byte.</param>
    /// <param name="next">The state that follows, by state and class.</param>
    /// <param name="labels">By state: the distance of a term that ends there, or -1 where none may end.</param>
    /// <param name="least">By state: the least distance that can still be reached.</param>
    /// <param name="acceptsAll">By state: every term that goes on from there is accepted, with the distance 0.</param>
    public ByteAutomaton(byte[] classes, short[] next, sbyte[] labels, sbyte[] least, bool[] acceptsAll)
    {
        _classes = classes;
        _classCount = labels.Length == 0 ? 1 : next.Length / labels.Length;
        _next = next;
        _labels = labels;
        _least = least;
        _acceptsAll = acceptsAll;
    }

    /// <summary>Its size; 0 when it accepts nothing.</summary>
    public int StateCount => _labels.Length;

    /// <summary>The state before the first byte; <see cref="Dead"/> when nothing is accepted.</summary>
    public int Start => _labels.Length == 0 ? Dead : 0;

    public int Next(int state, byte b) => _next[state * _classCount + _classes[b]];

    /// <summary>The state after <paramref name="bytes"/>, from a state that is not dead.</summary>
    public int Run(int state, ReadOnlySpan<byte> bytes)
    {
        var (next, classes, classCount) = (_next, _classes, _classCount);
        foreach (var b in bytes)
        {
            state = next[state * classCount + classes[b]];
            if (state < 0)
                return Dead;
        }
        return state;
    }

    /// <summary>The distance of a term that ends in this state; -1 where none may end.</summary>
    public int Label(int state) => _labels[state];

    /// <summary>The least distance of the terms that go on from this state, the one that ends there included.</summary>
    public int Least(int state) => _least[state];

    /// <summary>Whether every term that goes on from this state is accepted.</summary>
    public bool AcceptsAll(int state) => _acceptsAll[state];

    public bool Accepts(ReadOnlySpan<byte> term) => Distance(term) >= 0;

    /// <summary>The distance of a term; -1 when it is not accepted.</summary>
    public int Distance(ReadOnlySpan<byte> term)
    {
        if (Start == Dead)
            return -1;
        var end = Run(Start, term);
        return end == Dead ? -1 : _labels[end];
    }
}
