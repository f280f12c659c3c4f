using System.Buffers.Binary;
using Search.Lucene.Codecs.BlockTree;

namespace Search.Lucene.Indexing;

/// <summary>One source's place in its terms while a field is merged. The first eight bytes are at hand as a number, which settles most comparisons.</summary>
internal sealed class MergedTerm(MergeSource source, Terms terms)
{
    private ulong _prefix;

    public MergeSource Source { get; } = source;

    public Terms Terms { get; } = terms;

    public TermsEnum Enumeration { get; } = terms.Enumerate();

    public bool MoveNext()
    {
        if (!Enumeration.MoveNext())
            return false;
        _prefix = PrefixOf(Enumeration.Term);
        return true;
    }

    /// <summary>Order of the present terms by unsigned bytes.</summary>
    public int Order(MergedTerm other) => _prefix != other._prefix
        ? _prefix.CompareTo(other._prefix)
        : Enumeration.Term.SequenceCompareTo(other.Enumeration.Term);

    private static ulong PrefixOf(ReadOnlySpan<byte> term)
    {
        if (term.Length >= 8)
            return BinaryPrimitives.ReadUInt64BigEndian(term);
        var word = 0UL;
        for (var i = 0; i < 8; i++)
            word = (word << 8) | (i < term.Length ? term[i] : 0u);
        return word;
    }
}
