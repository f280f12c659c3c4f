using Search.Lucene.Numerics;

namespace Search.Lucene.Codecs.BlockTree;

/// <summary>
/// Builds the transducer of one field from inputs in ascending order, node by node from the ends of the inputs, and shares equal tails.
/// Node for node what Lucene's builder makes. <see cref="Clear"/> makes it ready for another. Not thread-safe.
/// </summary>
/// <remarks>
/// The frontier is the path of the last input: nodes that may still get arcs. When the next input leaves that path, the nodes behind
/// the fork are compiled, deepest first. Outputs move towards the root as far as all inputs below agree on a prefix of them.
/// </remarks>
internal sealed class FstBuilder
{
    /// <summary>Nodes this close to the root get arcs of one length from 5 arcs on, others from 10.</summary>
    private const int ShallowDepth = 3;
    private const int ShallowArcs = 5;
    private const int DeepArcs = 10;

    /// <summary>How much bigger than a node for binary search a directly addressed one may be when earlier ones saved as much.</summary>
    private const float MaxOversize = 1.66f;

    private readonly ByteArrayWriter _nodes = new(1024);
    private readonly ByteArrayWriter _arcs = new();
    private readonly ByteArrayWriter _outputs = new(1024);
    private readonly FstTails _tails = new();
    private readonly int[] _arcEnds = new int[256];
    private FrontierNode[] _frontier = [];
    private byte[] _last = [];
    private int _lastLength;
    private int _lastNode;
    private long _credit;
    private OutputSlice _emptyOutput;
    private bool _acceptsEmpty;

    public FstBuilder() => Clear();

    /// <summary>The compiled nodes, after <see cref="Finish"/>.</summary>
    public ReadOnlySpan<byte> Nodes => _nodes.Bytes;

    /// <summary>Output of the empty input.</summary>
    public ReadOnlySpan<byte> EmptyOutput => Output(_emptyOutput);

    public bool AcceptsEmpty => _acceptsEmpty;

    public void Clear()
    {
        _nodes.Clear();
        // Address 0 means "no node".
        _nodes.WriteByte(0);
        _outputs.Clear();
        _tails.Clear();
        _lastLength = 0;
        _lastNode = 0;
        _credit = 0;
        _acceptsEmpty = false;
        _emptyOutput = default;
        Reserve(0);
        foreach (var node in _frontier)
            node.Clear();
    }

    /// <summary>Adds an input, greater than the one before, with its output, which is not empty.</summary>
    public void Add(ReadOnlySpan<byte> input, ReadOnlySpan<byte> output)
    {
        var rest = Store(output);
        if (input.IsEmpty)
        {
            _acceptsEmpty = true;
            _emptyOutput = rest;
            return;
        }
        var shared = input.CommonPrefixLength(_last.AsSpan(0, _lastLength));
        Reserve(input.Length);
        Freeze(shared + 1);
        for (var i = shared; i < input.Length; i++)
            _frontier[i].AddArc(input[i]);
        _frontier[input.Length].IsFinal = true;
        for (var i = 0; i < shared; i++)
            rest = PushOutput(i, rest);
        _frontier[shared].LastArc.Output = rest;
        input.CopyTo(_last);
        _lastLength = input.Length;
    }

    /// <summary>Compiles what is left; returns the address of the root.</summary>
    public int Finish()
    {
        Freeze(1);
        var root = _frontier[0];
        root.IsFinal = _acceptsEmpty;
        var address = Compile(root, depth: 0);
        return address == FstFormat.FinalEnd ? FstFormat.NoNode : address;
    }

    private ReadOnlySpan<byte> Output(OutputSlice slice) => _outputs.Slice(slice.Start, slice.Length);

    private OutputSlice Store(ReadOnlySpan<byte> output)
    {
        var start = _outputs.Length;
        _outputs.WriteBytes(output);
        return new OutputSlice(start, output.Length);
    }

    private void Reserve(int length)
    {
        if (length > _last.Length)
            Array.Resize(ref _last, Math.Max(64, 2 * length));
        if (length < _frontier.Length)
            return;
        var old = _frontier.Length;
        Array.Resize(ref _frontier, Math.Max(16, 2 * (length + 1)));
        for (var i = old; i < _frontier.Length; i++)
            _frontier[i] = new FrontierNode();
    }

    /// <summary>Leaves on the arc from depth <paramref name="depth"/> what its output and the new one begin with; the rest moves behind it. Returns the new one's rest.</summary>
    private OutputSlice PushOutput(int depth, OutputSlice added)
    {
        ref var arc = ref _frontier[depth].LastArc;
        var common = Output(added).CommonPrefixLength(Output(arc.Output));
        if (common < arc.Output.Length)
            Prepend(_frontier[depth + 1], arc.Output.From(common));
        arc.Output = new OutputSlice(arc.Output.Start, common);
        return added.From(common);
    }

    private void Prepend(FrontierNode node, OutputSlice prefix)
    {
        for (var i = 0; i < node.ArcCount; i++)
            node.Arcs[i].Output = Concatenate(prefix, node.Arcs[i].Output);
        if (node.IsFinal)
            node.FinalOutput = Concatenate(prefix, node.FinalOutput);
    }

    private OutputSlice Concatenate(OutputSlice first, OutputSlice second)
    {
        if (second.Length == 0)
            return first;
        var start = _outputs.Length;
        var joined = _outputs.Append(first.Length + second.Length);
        Output(first).CopyTo(joined);
        Output(second).CopyTo(joined[first.Length..]);
        return new OutputSlice(start, joined.Length);
    }

    /// <summary>Compiles the nodes of the last input at this depth and deeper.</summary>
    private void Freeze(int fromDepth)
    {
        for (var depth = _lastLength; depth >= fromDepth; depth--)
        {
            var node = _frontier[depth];
            ref var arc = ref _frontier[depth - 1].LastArc;
            arc.IsFinal = node.IsFinal;
            arc.FinalOutput = node.FinalOutput;
            arc.Target = Compile(node, depth);
            node.Clear();
        }
    }

    private int Compile(FrontierNode node, int depth)
    {
        if (node.ArcCount == 0)
            return _lastNode = node.IsFinal ? FstFormat.FinalEnd : FstFormat.NoNode;
        if (node.ArcCount > 1)
            return _lastNode = Write(node, depth);
        var known = _tails.Find(node.Arcs[0], _outputs.Bytes);
        if (known != FstFormat.NoNode)
            return known;
        _lastNode = Write(node, depth);
        _tails.Add(node.Arcs[0], _outputs.Bytes, _lastNode);
        return _lastNode;
    }

    private int Write(FrontierNode node, int depth)
    {
        var isFixed = node.ArcCount >= DeepArcs || (depth <= ShallowDepth && node.ArcCount >= ShallowArcs);
        WriteArcs(node, isFixed);
        var start = _nodes.Length;
        if (!isFixed)
            _nodes.WriteBytes(_arcs.Bytes);
        else
            WriteFixed(node);
        // Written backwards as a whole, because readers go towards lower addresses.
        _nodes.Slice(start, _nodes.Length - start).Reverse();
        return _nodes.Length - 1;
    }

    private void WriteArcs(FrontierNode node, bool isFixed)
    {
        _arcs.Clear();
        for (var i = 0; i < node.ArcCount; i++)
        {
            WriteArc(node.Arcs[i], isLast: i == node.ArcCount - 1, mayBeNext: !isFixed);
            _arcEnds[i] = _arcs.Length;
        }
    }

    private void WriteArc(in FrontierArc arc, bool isLast, bool mayBeNext)
    {
        var flags = 0;
        if (isLast)
            flags |= FstFormat.LastArc;
        if (mayBeNext && arc.Target == _lastNode)
            flags |= FstFormat.TargetNext;
        if (arc.IsFinal)
            flags |= FstFormat.FinalArc;
        if (arc.FinalOutput.Length > 0)
            flags |= FstFormat.HasFinalOutput;
        if (arc.Target <= 0)
            flags |= FstFormat.StopNode;
        if (arc.Output.Length > 0)
            flags |= FstFormat.HasOutput;
        _arcs.WriteByte((byte)flags);
        _arcs.WriteByte(arc.Label);
        WriteOutput(arc.Output);
        WriteOutput(arc.FinalOutput);
        if ((flags & (FstFormat.StopNode | FstFormat.TargetNext)) == 0)
            _arcs.WriteVInt(arc.Target);
    }

    private void WriteOutput(OutputSlice output)
    {
        if (output.Length == 0)
            return;
        _arcs.WriteVInt(output.Length);
        _arcs.WriteBytes(Output(output));
    }

    private void WriteFixed(FrontierNode node)
    {
        var longest = 0;
        for (var i = 0; i < node.ArcCount; i++)
            longest = Math.Max(longest, ArcBytes(i).Length);
        var range = node.Arcs[node.ArcCount - 1].Label - node.Arcs[0].Label + 1;
        if (PrefersDirect(node.ArcCount, longest, range))
            WriteDirect(node, longest - 1, range);
        else
            WriteBinary(node, longest);
    }

    private ReadOnlySpan<byte> ArcBytes(int arc)
    {
        var start = arc == 0 ? 0 : _arcEnds[arc - 1];
        return _arcs.Bytes[start.._arcEnds[arc]];
    }

    /// <summary>Direct addressing when it is no bigger than binary search, or not much and earlier nodes have saved the difference.</summary>
    private bool PrefersDirect(int arcs, int longest, int range)
    {
        var binary = longest * arcs;
        var direct = ((range + 7) >> 3) + 1 + ((longest - 1) * arcs);
        var cost = direct - binary;
        if (cost > 0 && (_credit < cost || direct > binary * MaxOversize))
            return false;
        _credit -= cost;
        return true;
    }

    private void WriteBinary(FrontierNode node, int arcLength)
    {
        _nodes.WriteByte(FstFormat.BinarySearchNode);
        _nodes.WriteVInt(node.ArcCount);
        _nodes.WriteVInt(arcLength);
        for (var i = 0; i < node.ArcCount; i++)
            WritePadded(ArcBytes(i), arcLength);
    }

    private void WriteDirect(FrontierNode node, int arcLength, int range)
    {
        _nodes.WriteByte(FstFormat.DirectAddressingNode);
        _nodes.WriteVInt(range);
        _nodes.WriteVInt(arcLength);
        var first = node.Arcs[0].Label;
        var presence = _nodes.Append((range + 7) >> 3);
        presence.Clear();
        for (var i = 0; i < node.ArcCount; i++)
        {
            var index = node.Arcs[i].Label - first;
            presence[index >> 3] |= (byte)(1 << (index & 7));
        }
        _nodes.WriteByte(first);
        for (var i = 0; i < node.ArcCount; i++)
        {
            var arc = ArcBytes(i);
            _nodes.WriteByte(arc[0]);
            WritePadded(arc[2..], arcLength - 1);
        }
    }

    private void WritePadded(ReadOnlySpan<byte> bytes, int length)
    {
        var space = _nodes.Append(length);
        bytes.CopyTo(space);
        space[bytes.Length..].Clear();
    }
}
