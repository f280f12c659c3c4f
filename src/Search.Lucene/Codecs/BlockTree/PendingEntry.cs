using Search.Lucene.Codecs.Postings;

namespace Search.Lucene.Codecs.BlockTree;

/// <summary>A term, or a block of terms with a common prefix, that waits to be put into a block. Its bytes (the term or the prefix) lie in the writer's store.</summary>
internal struct PendingEntry
{
    public int Start;
    public int Length;

    /// <summary>State of a term.</summary>
    public TermState State;

    public bool IsBlock;

    /// <summary>Offset of a block in the .tim file.</summary>
    public long BlockPointer;

    /// <summary>A block's index entries and those of the blocks below it: a list in ascending order of prefixes.</summary>
    public int FirstIndexEntry;
    public int LastIndexEntry;
}
