namespace Search.Percolation.Terms;

/// <summary>A slot of the terms' hash table, 16 bytes: all that a short term is compared by, in one place.</summary>
internal struct TermSlot
{
    /// <summary>The first eight bytes (<see cref="TermHash.Prefix"/>).</summary>
    public ulong Prefix;

    /// <summary>The term's number, counted from 1; 0 in a free slot. Written last.</summary>
    public int Number;

    /// <summary>In bytes.</summary>
    public ushort Length;

    public ushort Field;
}
