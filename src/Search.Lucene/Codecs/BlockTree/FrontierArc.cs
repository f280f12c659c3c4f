namespace Search.Lucene.Codecs.BlockTree;

/// <summary>An arc of a node that is not compiled yet. <see cref="Target"/> and what is final at it are known once that node is.</summary>
internal struct FrontierArc
{
    public byte Label;
    public bool IsFinal;
    public int Target;
    public OutputSlice Output;
    public OutputSlice FinalOutput;
}
