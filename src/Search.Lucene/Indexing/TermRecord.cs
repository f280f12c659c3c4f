using System.Runtime.InteropServices;

namespace Search.Lucene.Indexing;

/// <summary>
/// What the inner loop of indexing needs of a term, and the slot of the hash that the term stands in: 32 bytes, two to a cache line. The rest
/// lies in <see cref="TermOrigin"/>. All zero is a free slot.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TermRecord
{
    /// <summary>The first eight bytes of the term, first byte lowest, zeros behind a shorter one.</summary>
    public ulong First;

    /// <summary>The next eight bytes likewise; of a term of more than sixteen its hash.</summary>
    public ulong Second;

    /// <summary>The term's id + 1, above <see cref="TermTable.LengthBits"/> bits that hold its length + 1 where that is at most seventeen, else 0.</summary>
    public uint Key;

    /// <summary>The newest document with this term, -1 at first.</summary>
    public int LastDoc;

    /// <summary>In <see cref="LastDoc"/>: where the field has positions, that of the newest occurrence; where it has freqs only, how many occurrences.</summary>
    public int Last;

    /// <summary>End of the stream of postings, 0 while there is none.</summary>
    public int Tail;

    public readonly int Id => (int)(Key >> TermTable.LengthBits) - 1;
}
