namespace Search.Lucene.Codecs.BlockTree;

/// <summary>What the index will say of a block: prefix and output, as parts of the writer's store of index bytes; and the next entry of its list, or -1.</summary>
internal struct IndexEntry
{
    public int PrefixStart;
    public int PrefixLength;
    public int OutputStart;
    public int OutputLength;
    public int Next;
}
