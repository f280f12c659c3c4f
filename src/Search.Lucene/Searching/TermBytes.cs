using System.Text;

namespace Search.Lucene.Searching;

/// <summary>The bytes of a term, UTF-8 for text fields. The default value is the empty term. Ordered by unsigned bytes, as the terms dictionary is.</summary>
public readonly struct TermBytes : IEquatable<TermBytes>, IComparable<TermBytes>
{
    private readonly byte[]? _bytes;

    /// <summary>A copy of <paramref name="utf8"/>.</summary>
    public TermBytes(ReadOnlySpan<byte> utf8) => _bytes = utf8.ToArray();

    /// <summary>The UTF-8 of <paramref name="text"/>.</summary>
    public TermBytes(string text) => _bytes = Encoding.UTF8.GetBytes(text);

    public ReadOnlySpan<byte> Span => _bytes;

    public ReadOnlyMemory<byte> Memory => _bytes;

    public int Length => _bytes?.Length ?? 0;

    public static implicit operator TermBytes(string text) => new(text);

    public static bool operator ==(TermBytes left, TermBytes right) => left.Equals(right);

    public static bool operator !=(TermBytes left, TermBytes right) => !left.Equals(right);

    public static bool operator <(TermBytes left, TermBytes right) => left.CompareTo(right) < 0;

    public static bool operator <=(TermBytes left, TermBytes right) => left.CompareTo(right) <= 0;

    public static bool operator >(TermBytes left, TermBytes right) => left.CompareTo(right) > 0;

    public static bool operator >=(TermBytes left, TermBytes right) => left.CompareTo(right) >= 0;

    public static TermBytes FromString(string text) => new(text);

    public bool Equals(TermBytes other) => Span.SequenceEqual(other.Span);

    public override bool Equals(object? obj) => obj is TermBytes other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Span);
        return hash.ToHashCode();
    }

    public int CompareTo(TermBytes other) => Span.SequenceCompareTo(other.Span);

    public override string ToString() => Encoding.UTF8.GetString(Span);
}
