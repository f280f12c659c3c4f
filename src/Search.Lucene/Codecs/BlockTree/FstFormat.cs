namespace Search.Lucene.Codecs.BlockTree;

/// <summary>Numbers of Lucene's finite-state transducer with byte labels and byte-string outputs, as FORMAT.md describes them.</summary>
internal static class FstFormat
{
    public const string Codec = "FST";
    public const int MinVersion = 6;
    public const int Version = 7;

    public const int FinalArc = 1;
    public const int LastArc = 2;
    public const int TargetNext = 4;
    public const int StopNode = 8;
    public const int HasOutput = 16;
    public const int HasFinalOutput = 32;

    /// <summary>First byte of a node whose arcs have one length, sorted by label.</summary>
    public const int BinarySearchNode = 32;

    /// <summary>First byte of a node whose arcs have one length and no labels, found by a table of bits.</summary>
    public const int DirectAddressingNode = 64;

    /// <summary>Address of the node that accepts and has no arcs; never written.</summary>
    public const int FinalEnd = -1;

    /// <summary>Address of no node.</summary>
    public const int NoNode = 0;
}
