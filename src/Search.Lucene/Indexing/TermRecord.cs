namespace Search.Lucene.Indexing;

/// <summary>
/// What the inner loop of indexing needs of a term: 32 bytes, two to a cache line. The rest lies in colder arrays of
/// <see cref="TermTable"/>.
/// </summary>
internal struct TermRecord
{
    /// <summary>The first eight bytes of the term, first byte lowest, zeros behind a shorter one.</summary>
    public ulong Prefix;

    /// <summary>Where the term's bytes begin in the arena.</summary>
    public int Start;

    /// <summary>The newest document with this term, -1 at first.</summary>
    public int LastDoc;

    /// <summary>Occurrences in <see cref="LastDoc"/>.</summary>
    public int Freq;

    /// <summary>Position of the newest occurrence in <see cref="LastDoc"/>.</summary>
    public int LastPosition;

    /// <summary>End of the stream of documents, 0 while there is none (a term of one document needs none).</summary>
    public int DocTail;

    /// <summary>End of the stream of positions, 0 while there is none.</summary>
    public int PositionTail;
}
