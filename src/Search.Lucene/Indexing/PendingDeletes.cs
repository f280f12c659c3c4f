namespace Search.Lucene.Indexing;

/// <summary>
/// Deletions that have not been applied everywhere yet: for each term, when it was last deleted, as a place in the writer's sequence of
/// operations. A document that was added before has a smaller place, and is deleted.
/// </summary>
internal sealed class PendingDeletes
{
    private const int BytesPerEntry = 128;
    private readonly Dictionary<DeleteTerm, long> _places = [];

    public bool IsEmpty => _places.Count == 0;

    /// <summary>Rough memory in use.</summary>
    public long UsedBytes { get; private set; }

    /// <summary>Deletes what was added before <paramref name="place"/>, which is larger than all earlier ones.</summary>
    public void Add(DeleteTerm term, long place)
    {
        if (!_places.ContainsKey(term))
            UsedBytes += BytesPerEntry + term.Term.Length;
        _places[term] = place;
    }

    /// <summary>The deletions after a place, by field and bytes, for lookups that go forward through a terms dictionary.</summary>
    public (DeleteTerm Term, long Place)[] After(long place)
    {
        if (IsEmpty)
            return [];
        var later = _places.Where(pair => pair.Value > place).Select(pair => (Term: pair.Key, Place: pair.Value)).ToArray();
        Array.Sort(later, (left, right) => left.Term.CompareTo(right.Term));
        return later;
    }

    /// <summary>Those that concern a buffer: each term with the first of the buffer's documents that it spares, which is not the first.</summary>
    public IReadOnlyList<(DeleteTerm Term, int Limit)> Of(SegmentBuffer buffer)
    {
        if (IsEmpty)
            return [];
        var limits = new List<(DeleteTerm, int)>();
        foreach (var (term, place) in _places)
        {
            if (buffer.CountBefore(place) is > 0 and var limit)
                limits.Add((term, limit));
        }
        return limits;
    }
}
