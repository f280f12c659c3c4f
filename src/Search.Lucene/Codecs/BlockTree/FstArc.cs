namespace Search.Lucene.Codecs.BlockTree;

/// <summary>An arc of an <see cref="Fst"/>. Outputs are stored backwards: the first byte at <c>At</c>, the next at <c>At - 1</c>. Default: no arc.</summary>
internal struct FstArc
{
    /// <summary>The flags of <see cref="FstFormat"/>.</summary>
    public int Flags;

    /// <summary>Address of the node that the arc leads to; 0 or less when that has no arcs.</summary>
    public int Target;

    public int OutputAt;
    public int OutputLength;
    public int FinalOutputAt;
    public int FinalOutputLength;

    public readonly bool IsFinal => (Flags & FstFormat.FinalArc) != 0;
}
