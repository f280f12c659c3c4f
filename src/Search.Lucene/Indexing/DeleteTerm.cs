namespace Search.Lucene.Indexing;

/// <summary>A term of a field by whose occurrence documents are deleted. Value equality by field and bytes.</summary>
internal readonly struct DeleteTerm(string field, byte[] term) : IEquatable<DeleteTerm>, IComparable<DeleteTerm>
{
    private readonly int _hash = Hash(field, term);

    public string Field { get; } = field;

    public byte[] Term { get; } = term;

    public bool Equals(DeleteTerm other) =>
        _hash == other._hash && string.Equals(Field, other.Field, StringComparison.Ordinal) && Term.AsSpan().SequenceEqual(other.Term);

    public override bool Equals(object? obj) => obj is DeleteTerm other && Equals(other);

    public override int GetHashCode() => _hash;

    /// <summary>By field, then by the unsigned bytes of the term.</summary>
    public int CompareTo(DeleteTerm other)
    {
        var byField = string.CompareOrdinal(Field, other.Field);
        return byField != 0 ? byField : Term.AsSpan().SequenceCompareTo(other.Term);
    }

    private static int Hash(string field, byte[] term)
    {
        var hash = new HashCode();
        hash.AddBytes(term);
        hash.Add(field, StringComparer.Ordinal);
        return hash.ToHashCode();
    }
}
