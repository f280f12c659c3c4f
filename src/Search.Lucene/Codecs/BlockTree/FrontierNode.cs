namespace Search.Lucene.Codecs.BlockTree;

/// <summary>A node on the path of the last input: its arcs so far, by ascending label; only the last one's target is still open.</summary>
internal sealed class FrontierNode
{
    public FrontierArc[] Arcs = new FrontierArc[2];
    public int ArcCount;
    public bool IsFinal;
    public OutputSlice FinalOutput;

    public ref FrontierArc LastArc => ref Arcs[ArcCount - 1];

    public void AddArc(byte label)
    {
        if (ArcCount == Arcs.Length)
            Array.Resize(ref Arcs, 2 * ArcCount);
        Arcs[ArcCount++] = new FrontierArc { Label = label };
    }

    public void Clear()
    {
        ArcCount = 0;
        IsFinal = false;
        FinalOutput = default;
    }
}
