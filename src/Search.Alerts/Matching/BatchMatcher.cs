using Search.Data.Alerts;
using Search.Data.Articles;
using Search.Lucene.Searching;

namespace Search.Alerts.Matching;

/// <summary>
/// Matches many articles against the few versions of one query: a batch is indexed in memory with the schema that search uses, and every query
/// is run on it, uncapped. For the past of a new alert, and for previews. Each version finds only what it covers. Not thread-safe.
/// </summary>
internal sealed class BatchMatcher(IReadOnlyList<AlertVersion> versions)
{
    private readonly List<CompiledVersion> _versions = [.. versions.Select(CompiledVersion.Of)];

    public MatchOutcome Match(IReadOnlyList<Article> articles, CancellationToken cancellation)
    {
        var found = new List<(QueryStretch Query, Article Article)>();
        var broken = new List<(QueryStretch Query, string Reason)>();
        // A taken-down article's rows are empty, and must not match a query for sources or dates either.
        var standing = articles.Where(article => article.DeletedAt is null && !article.Removed).ToList();
        if (standing.Count == 0 || _versions.Count == 0)
            return new MatchOutcome(found, broken);
        using var index = new BatchIndex(standing);
        foreach (var version in _versions)
        {
            if (Run(index, version, cancellation, out var matching) is { } reason)
                broken.Add((version.Stretch, reason));
            found.AddRange(matching.Where(article => version.Stretch.Covers(article.Seq)).Select(article => (version.Stretch, article)));
        }
        return new MatchOutcome([.. found.OrderBy(pair => pair.Article.Seq)], broken) { Unreadable = index.Unreadable };
    }

    /// <summary>Null when all went well, else why the query cannot run: then it finds nothing, and the others go on.</summary>
    private static string? Run(BatchIndex index, CompiledVersion version, CancellationToken cancellation, out IReadOnlyList<Article> found)
    {
        found = [];
        if (version.Query is null)
            return version.Reason;
        try
        {
            found = index.Find(version.Query, cancellation);
            return null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return e.Message;
        }
    }

    private sealed record CompiledVersion(QueryStretch Stretch, Query? Query, string Reason)
    {
        public static CompiledVersion Of(AlertVersion version) =>
            new(QueryStretch.Of(version), SavedQueries.Compile(version.Query, version.Filters, version.Zone, out var reason), reason);
    }
}
