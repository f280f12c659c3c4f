using Search.Lucene.Automata;

namespace Search.Lucene.Codecs.BlockTree;

/// <summary>A block on the path of a <see cref="TermsIntersection"/>, or a chain of blocks, and where automaton and index stand at its prefix.</summary>
internal sealed class IntersectionFrame(Terms terms)
{
    // The chain's blocks by the first byte of their suffixes; the first one begins at byte 0 and may hold the prefix itself.
    private readonly byte[] _labels = new byte[256];
    private readonly long[] _pointers = new long[256];
    private int _blocks;
    private int _nextBlock;

    public TermBlock Block { get; } = new(terms);

    /// <summary>The automaton's state after the prefix.</summary>
    public int State { get; private set; }

    /// <summary>Address in the index of the node behind the prefix.</summary>
    public int Node { get; private set; }

    /// <summary>Bytes of the index's output along the prefix.</summary>
    public int OutputLength { get; private set; }

    /// <summary>Stands before the first block. <see cref="Block"/> was set to what the index says of the prefix.</summary>
    public void Enter(int state, int node, int outputLength)
    {
        State = state;
        Node = node;
        OutputLength = outputLength;
        _labels[0] = 0;
        _pointers[0] = Block.FirstPointer;
        _blocks = 1 + Block.ReadChain(_labels.AsSpan(1), _pointers.AsSpan(1));
        _nextBlock = 0;
    }

    /// <summary>Loads the next block of the chain in which the automaton can find something; false when there is none.</summary>
    public bool LoadNext(ByteAutomaton automaton, int most)
    {
        while (_nextBlock < _blocks)
        {
            var number = _nextBlock++;
            if (!CanMatch(automaton, number, most))
                continue;
            Block.Load(_pointers[number]);
            return true;
        }
        return false;
    }

    private bool CanMatch(ByteAutomaton automaton, int number, int most)
    {
        if (number == 0 && automaton.Label(State) >= 0)
            return true;
        var end = number + 1 < _blocks ? _labels[number + 1] : 256;
        for (int label = _labels[number]; label < end; label++)
        {
            var next = automaton.Next(State, (byte)label);
            if (next != ByteAutomaton.Dead && automaton.Least(next) <= most)
                return true;
        }
        return false;
    }
}
