using Search.Analysis;
using Search.Lucene.Searching;

namespace Search.Percolation;

/// <summary>
/// Saved queries by id, to be matched against single documents. Queries are registered, replaced and removed by any thread beside
/// running matches; a match runs on a <see cref="PercolatorSnapshot"/>, and sees of each query one version, whole.
/// </summary>
/// <param name="analyzer">Cuts the texts of documents, as the writer of an index would.</param>
public sealed class Percolator(Analyzer analyzer)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, Query> _queries = [];
    private PercolatorSnapshot? _snapshot;

    /// <summary>Queries that are registered.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _queries.Count;
        }
    }

    /// <summary>Registers a query, in place of the one that had this id.</summary>
    public void Register(long id, Query query)
    {
        lock (_gate)
        {
            _queries[id] = query;
            _snapshot = null;
        }
    }

    /// <summary>False when there is no query with this id.</summary>
    public bool Remove(long id)
    {
        lock (_gate)
        {
            _snapshot = null;
            return _queries.Remove(id);
        }
    }

    /// <summary>What is registered now; the same object as before when nothing was registered or removed since.</summary>
    public PercolatorSnapshot Snapshot()
    {
        lock (_gate)
            return _snapshot ??= new PercolatorSnapshot(analyzer, [.. _queries.Select(pair => (pair.Key, pair.Value))]);
    }
}
