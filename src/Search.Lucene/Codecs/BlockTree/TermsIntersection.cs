using Search.Lucene.Automata;
using Search.Lucene.Codecs.Postings;
using Search.Lucene.Numerics;

namespace Search.Lucene.Codecs.BlockTree;

/// <summary>
/// Walks the terms of a field that an automaton accepts, ascending. The automaton runs down the tree of blocks with the walk: a block
/// whose prefix leads nowhere is not loaded, nor one of a chain whose first bytes lead nowhere. Owns its buffers. Not thread-safe.
/// </summary>
/// <param name="terms">The field's terms.</param>
/// <param name="automaton">Its terms are valid UTF-8.</param>
/// <param name="giveUp">Asked before each block: true ends the walk.</param>
internal sealed class TermsIntersection(Terms terms, ByteAutomaton automaton, Func<bool>? giveUp = null)
{
    private readonly ByteArrayWriter _output = new();
    private IntersectionFrame[] _path = [];
    private int _depth = -1;
    private byte[] _term = new byte[64];
    private int _termLength;
    private bool _isStarted;
    private long _passed;

    /// <summary>The present term; valid until the next move.</summary>
    public ReadOnlySpan<byte> Term => _term.AsSpan(0, _termLength);

    /// <summary>Statistics and postings of the present term.</summary>
    public TermState State => _path[_depth].Block.State();

    /// <summary>The present term's distance, as the automaton labels it.</summary>
    public int Distance { get; private set; }

    /// <summary>Terms of a greater distance are passed over from the next move on.</summary>
    public int MaxDistance { get; set; } = sbyte.MaxValue;

    /// <summary>Blocks loaded so far.</summary>
    public int LoadedBlocks { get; private set; }

    /// <summary>Moves to the next accepted term; false behind the last one.</summary>
    public bool MoveNext()
    {
        if (!_isStarted)
            Start();
        while (_depth >= 0)
        {
            var frame = _path[_depth];
            if (!frame.Block.IsLoaded || !frame.Block.NextEntry())
            {
                if (!LoadNext(frame))
                    _depth--;
                continue;
            }
            var state = automaton.AcceptsAll(frame.State) ? frame.State : automaton.Run(frame.State, frame.Block.Suffix);
            if (state == ByteAutomaton.Dead || automaton.Least(state) > MaxDistance)
                continue;
            if (!frame.Block.EntryIsTerm)
                EnterSubBlock(frame, state);
            else if (automaton.Label(state) >= 0 && automaton.Label(state) <= MaxDistance)
                return TakeTerm(frame.Block, automaton.Label(state));
        }
        return false;
    }

    private void Start()
    {
        _isStarted = true;
        if (automaton.Start == ByteAutomaton.Dead)
            return;
        var root = Push();
        root.Block.SetIndexed(terms.Index.EmptyOutput, 0);
        root.Enter(automaton.Start, node: 0, outputLength: 0);
    }

    private bool LoadNext(IntersectionFrame frame)
    {
        if (giveUp is not null && giveUp())
        {
            _depth = 0;
            return false;
        }
        if (!frame.LoadNext(automaton, MaxDistance))
            return false;
        LoadedBlocks++;
        return true;
    }

    private bool TakeTerm(TermBlock block, int distance)
    {
        if (_passed++ > terms.Count)
            CorruptIndexException.Throw(terms.Tree.TermsFile.Name, block.FirstPointer, $"{terms.Count} terms", "more");
        Copy(block);
        Distance = distance;
        return true;
    }

    private void Copy(TermBlock block)
    {
        var suffix = block.Suffix;
        _termLength = block.PrefixLength + suffix.Length;
        if (_termLength > PostingsFormat.MaxTermLength)
            CorruptIndexException.Throw(terms.Tree.TermsFile.Name, block.FirstPointer, "a term of at most 32766 bytes", $"{_termLength}");
        if (_termLength > _term.Length)
            Array.Resize(ref _term, Math.Min(PostingsFormat.MaxTermLength, 2 * _termLength));
        suffix.CopyTo(_term.AsSpan(block.PrefixLength));
    }

    private IntersectionFrame Push()
    {
        if (++_depth == _path.Length)
        {
            Array.Resize(ref _path, _depth + 4);
            for (var i = _depth; i < _path.Length; i++)
                _path[i] = new IntersectionFrame(terms);
        }
        return _path[_depth];
    }

    /// <summary>Follows the entry's suffix in the index too, which knows the chain of the block below.</summary>
    private void EnterSubBlock(IntersectionFrame frame, int state)
    {
        Copy(frame.Block);
        var index = terms.Index;
        var bytes = index.Bytes;
        var node = frame.Node;
        FstArc arc = default;
        _output.Truncate(frame.OutputLength);
        for (var i = frame.Block.PrefixLength; i < _termLength; i++)
        {
            if (!(i == 0 ? index.FindRootArc(_term[0], out arc) : index.FindArc(bytes, node, _term[i], out arc)))
                ThrowNotInIndex(frame.Block);
            node = arc.Target;
            Append(index, bytes, arc.OutputAt, arc.OutputLength);
        }
        var outputLength = _output.Length;
        if (!arc.IsFinal)
            ThrowNotInIndex(frame.Block);
        Append(index, bytes, arc.FinalOutputAt, arc.FinalOutputLength);
        var pointer = frame.Block.SubBlockPointer;
        var sub = Push();
        sub.Block.SetIndexed(_output.Bytes, _termLength);
        if (sub.Block.FirstPointer != pointer)
            ThrowNotInIndex(frame.Block);
        sub.Enter(state, node, outputLength);
    }

    private void Append(Fst index, ReadOnlySpan<byte> bytes, int at, int length)
    {
        if (length > 0)
            index.CopyOutput(bytes, at, _output.Append(length));
    }

    private void ThrowNotInIndex(TermBlock block) =>
        CorruptIndexException.Throw(terms.Tree.TermsFile.Name, block.FirstPointer, $"the block at {block.SubBlockPointer} in the index", "another or none");
}
