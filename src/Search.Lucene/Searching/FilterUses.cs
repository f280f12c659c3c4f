namespace Search.Lucene.Searching;

/// <summary>The filters that one search uses: each is counted once, whichever thread comes to it first. Thread-safe.</summary>
internal sealed class FilterUses(FilterCache? cache)
{
    private readonly Dictionary<Query, bool> _oftenByQuery = [];

    /// <summary>True when the query comes often enough to be kept.</summary>
    public bool ComesOften(Query query)
    {
        lock (_oftenByQuery)
        {
            if (!_oftenByQuery.TryGetValue(query, out var often))
                _oftenByQuery.Add(query, often = cache is not null && cache.ComesOften(query));
            return often;
        }
    }
}
