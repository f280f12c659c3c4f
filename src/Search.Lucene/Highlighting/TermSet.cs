using Search.Lucene.Searching;

namespace Search.Lucene.Highlighting;

/// <summary>A few terms among which every token of a text is looked up: nearly all are turned away by their length or first byte.</summary>
internal sealed class TermSet
{
    private readonly HashSet<TermBytes> _terms = new(TermSpanComparer.Instance);
    private readonly bool[] _firstBytes = new bool[256];

    /// <summary>Bit n for a term of n bytes; bit 0 for those of 0 bytes and of 64 and more.</summary>
    private ulong _lengths;

    public void Add(TermBytes term)
    {
        _terms.Add(term);
        _lengths |= LengthBit(term.Span.Length);
        if (term.Span.Length > 0)
            _firstBytes[term.Span[0]] = true;
    }

    public bool Contains(ReadOnlySpan<byte> term) =>
        (_lengths & LengthBit(term.Length)) != 0
        && (term.IsEmpty || _firstBytes[term[0]])
        && _terms.GetAlternateLookup<ReadOnlySpan<byte>>().Contains(term);

    private static ulong LengthBit(int length) => 1UL << (length < 64 ? length : 0);
}
