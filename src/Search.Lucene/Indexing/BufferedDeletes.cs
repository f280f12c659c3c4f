namespace Search.Lucene.Indexing;

/// <summary>
/// Deletions that have not been applied yet: for each term, below which document of the segment buffer it applies. Segments flushed
/// before are older than every deletion here, so it applies to all of their documents.
/// </summary>
internal sealed class BufferedDeletes
{
    private const int BytesPerEntry = 120;
    private readonly Dictionary<DeleteTerm, int> _documentLimits = [];

    public bool IsEmpty => _documentLimits.Count == 0;

    /// <summary>Rough memory in use.</summary>
    public long UsedBytes { get; private set; }

    /// <summary>Each term with the first document of the buffer that it spares.</summary>
    public IReadOnlyDictionary<DeleteTerm, int> DocumentLimits => _documentLimits;

    /// <summary>Deletes what was added before: all older segments and the buffer's documents below <paramref name="documentLimit"/>.</summary>
    public void Add(DeleteTerm term, int documentLimit)
    {
        if (!_documentLimits.ContainsKey(term))
            UsedBytes += BytesPerEntry + term.Term.Length;
        _documentLimits[term] = documentLimit;
    }

    /// <summary>All terms by field and bytes, for lookups that go forward through a terms dictionary.</summary>
    public DeleteTerm[] SortedTerms()
    {
        var terms = _documentLimits.Keys.ToArray();
        Array.Sort(terms);
        return terms;
    }

    public void Clear()
    {
        _documentLimits.Clear();
        UsedBytes = 0;
    }
}
