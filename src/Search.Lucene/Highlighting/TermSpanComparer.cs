using Search.Lucene.Searching;

namespace Search.Lucene.Highlighting;

/// <summary>Lets terms be looked up by the bytes of a token, without a copy.</summary>
internal sealed class TermSpanComparer : IEqualityComparer<TermBytes>, IAlternateEqualityComparer<ReadOnlySpan<byte>, TermBytes>
{
    public static TermSpanComparer Instance { get; } = new();

    public bool Equals(TermBytes x, TermBytes y) => x.Span.SequenceEqual(y.Span);

    public bool Equals(ReadOnlySpan<byte> alternate, TermBytes other) => alternate.SequenceEqual(other.Span);

    public int GetHashCode(TermBytes obj) => GetHashCode(obj.Span);

    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        var hash = new HashCode();
        hash.AddBytes(alternate);
        return hash.ToHashCode();
    }

    public TermBytes Create(ReadOnlySpan<byte> alternate) => new(alternate);
}
