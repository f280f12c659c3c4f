namespace Search.Percolation.Matching;

/// <summary>The ids of the queries that match a document. Reusable, not thread-safe.</summary>
internal sealed class FoundQueries
{
    private long[] _ids = new long[256];
    private int _count;

    public ReadOnlySpan<long> Ids => _ids.AsSpan(0, _count);

    public void Clear() => _count = 0;

    public void Add(long id)
    {
        if (_count == _ids.Length)
            Array.Resize(ref _ids, _count * 2);
        _ids[_count++] = id;
    }

    public void Add(ReadOnlySpan<long> ids)
    {
        if (_ids.Length - _count < ids.Length)
            Array.Resize(ref _ids, Math.Max(_ids.Length * 2, _count + ids.Length));
        ids.CopyTo(_ids.AsSpan(_count));
        _count += ids.Length;
    }
}
