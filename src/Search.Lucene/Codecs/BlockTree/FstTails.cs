namespace Search.Lucene.Codecs.BlockTree;

/// <summary>The compiled nodes of one arc, by that arc, so that equal ones are written once. Open addressing. Not thread-safe.</summary>
internal sealed class FstTails
{
    private FrontierArc[] _arcs = new FrontierArc[64];
    private int[] _addresses = new int[64];
    private int _count;

    public void Clear()
    {
        Array.Clear(_addresses);
        _count = 0;
    }

    /// <summary>Address of the node with just this arc, or <see cref="FstFormat.NoNode"/>. <paramref name="outputs"/> holds the outputs that arcs refer to.</summary>
    public int Find(in FrontierArc arc, ReadOnlySpan<byte> outputs) => _addresses[Slot(arc, outputs)];

    public void Add(in FrontierArc arc, ReadOnlySpan<byte> outputs, int address)
    {
        if (3 * (_count + 1) > 2 * _addresses.Length)
            Grow(outputs);
        var slot = Slot(arc, outputs);
        _arcs[slot] = arc;
        _addresses[slot] = address;
        _count++;
    }

    private int Slot(in FrontierArc arc, ReadOnlySpan<byte> outputs)
    {
        var mask = _addresses.Length - 1;
        var slot = Hash(arc, outputs) & mask;
        while (_addresses[slot] != FstFormat.NoNode && !AreEqual(_arcs[slot], arc, outputs))
            slot = (slot + 1) & mask;
        return slot;
    }

    private void Grow(ReadOnlySpan<byte> outputs)
    {
        var (arcs, addresses) = (_arcs, _addresses);
        _arcs = new FrontierArc[2 * arcs.Length];
        _addresses = new int[2 * addresses.Length];
        for (var i = 0; i < addresses.Length; i++)
        {
            if (addresses[i] == FstFormat.NoNode)
                continue;
            var slot = Slot(arcs[i], outputs);
            _arcs[slot] = arcs[i];
            _addresses[slot] = addresses[i];
        }
    }

    private static int Hash(in FrontierArc arc, ReadOnlySpan<byte> outputs)
    {
        var hash = default(HashCode);
        hash.Add(arc.Label);
        hash.Add(arc.Target);
        hash.AddBytes(outputs.Slice(arc.Output.Start, arc.Output.Length));
        hash.AddBytes(outputs.Slice(arc.FinalOutput.Start, arc.FinalOutput.Length));
        return hash.ToHashCode();
    }

    private static bool AreEqual(in FrontierArc a, in FrontierArc b, ReadOnlySpan<byte> outputs) =>
        a.Label == b.Label && a.Target == b.Target && a.IsFinal == b.IsFinal
        && outputs.Slice(a.Output.Start, a.Output.Length).SequenceEqual(outputs.Slice(b.Output.Start, b.Output.Length))
        && outputs.Slice(a.FinalOutput.Start, a.FinalOutput.Length).SequenceEqual(outputs.Slice(b.FinalOutput.Start, b.FinalOutput.Length));
}
