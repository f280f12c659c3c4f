namespace Search.Lucene.Indexing;

/// <summary>Pairs of document and number, in the order of documents: doc values or points of one field.</summary>
internal sealed class NumericColumn
{
    private int[] _docs = new int[16];
    private long[] _values = new long[16];

    public int Count { get; private set; }

    public long UsedBytes => Count * (long)(sizeof(int) + sizeof(long));

    public ReadOnlySpan<int> Docs => _docs.AsSpan(0, Count);

    public ReadOnlySpan<long> Values => _values.AsSpan(0, Count);

    /// <summary>True when the newest pair is of this document.</summary>
    public bool Has(int doc) => Count > 0 && _docs[Count - 1] == doc;

    public void Add(int doc, long value)
    {
        if (Count == _docs.Length)
        {
            Growth.Ensure(ref _docs, Count + 1);
            Array.Resize(ref _values, _docs.Length);
        }
        _docs[Count] = doc;
        _values[Count] = value;
        Count++;
    }

    public void Reset() => Count = 0;
}
