namespace Search.Lucene.Codecs.Postings;

/// <summary>
/// What the terms dictionary knows of one term of one segment: its statistics, and where its postings lie. A value, meaningless in
/// another segment or field. Default: of no term.
/// </summary>
internal readonly record struct TermState
{
    /// <summary>Documents with the term, deleted ones included; at least 1.</summary>
    public int DocFreq { get; init; }

    /// <summary>Occurrences; equal to <see cref="DocFreq"/> where the field has no freqs.</summary>
    public long TotalTermFreq { get; init; }

    /// <summary>Offset of the first block in the .doc file.</summary>
    public long DocStart { get; init; }

    /// <summary>Offset of the first block in the .pos file; 0 where the field has no positions.</summary>
    public long PositionStart { get; init; }

    /// <summary>Offset of the skip data from <see cref="DocStart"/>, or -1 when there are at most 128 documents.</summary>
    public long SkipOffset { get; init; }

    /// <summary>Offset from <see cref="PositionStart"/> of the positions after the last full block, or -1 when there are at most 128.</summary>
    public long LastPositionBlockOffset { get; init; }

    /// <summary>The one document of a term of one document, or -1.</summary>
    public int SingletonDoc { get; init; }

    /// <summary>What the first term of a block is coded against.</summary>
    public static TermState Origin => new() { SkipOffset = -1, LastPositionBlockOffset = -1, SingletonDoc = -1 };
}
