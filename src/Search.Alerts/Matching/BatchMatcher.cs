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
        var found = new List<(AlertVersion Query, Article Article)>();
        var broken = new List<(AlertVersion Query, string Reason)>();
        // A taken-down article's rows are empty, and must not match a query for sources or dates either.
        var standing = articles.Where(article => article.DeletedAt is null && !article.Removed).ToList();
        if (standing.Count == 0 || queries.Count == 0)
            return new MatchOutcome(found, broken);
        Compile(queries);
        using var index = new BatchIndex(standing);
        foreach (var query in queries)
        {
            if (Run(index, query, cancellation, out var matching) is { } reason)
                broken.Add((query, reason));
            found.AddRange(matching.Select(article => (query, article)));
        }
        return new MatchOutcome(found, broken) { Unreadable = index.Unreadable };
    }

    /// <summary>Null when all went well, else why the query cannot run: then it finds nothing, and the others go on.</summary>
    private string? Run(BatchIndex index, AlertVersion version, CancellationToken cancellation, out IReadOnlyList<Article> found)
    {
        found = [];
        var entry = _compiled[QueryKey.Of(version)];
        if (entry.Query is null)
            return entry.Reason;
        try
        {
            found = index.Find(entry.Query, cancellation);
            return null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return e.Message;
        }
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
