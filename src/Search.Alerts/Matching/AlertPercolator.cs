using Search.Data;
using Search.Data.Alerts;
using Search.Data.Articles;
using Search.Percolation;
using Search.Queries.Articles;

namespace Search.Alerts.Matching;

/// <summary>
/// Every saved query that covers what is still to be matched, in memory, in a percolator. Read once, and kept up by following the changes of
/// alerts by their numbers. Not thread-safe.
/// </summary>
/// <param name="shared">Where the index's reader of the same rows leaves documents, and finds them; null for alone.</param>
internal sealed class AlertPercolator(SharedDocuments? shared = null)
{
    private const int VersionBits = 23;

    private readonly Dictionary<long, QueryStretch> _stretches = [];
    private readonly Dictionary<long, string> _broken = [];
    private readonly PriorityQueue<long, long> _ended = new();
    private readonly ArticleDocuments _documents = new(shared);
    private Percolator _percolator = new(ArticleSchema.Analyzer);
    private PercolatorSnapshot? _snapshot;
    private PercolatorMatcher? _matcher;

    // The last change that was read; null before the first reading.
    private long? _change;

    // Versions that ended at or before this number are gone.
    private long _from;

    /// <summary>Versions of queries that are kept, those that can't run among them.</summary>
    public int Count => _stretches.Count;

    /// <summary>
    /// Reads what changed since the last time: everything, the first time. What covers nothing above <paramref name="from"/> is given up.
    /// </summary>
    public async Task FollowAsync(DataSession session, long from)
    {
        var last = await session.Alerts.LastChangeAsync();
        // A database that was put in the place of another goes back.
        if (_change is not { } change || last < change || from < _from)
            await LoadAsync(session, from);
        else if (last > change)
            Take(await session.Alerts.VersionsChangedAsync(change), from);
        // A change that came after its number was read is read again the next time, and then it is nothing new.
        (_change, _from) = (last, from);
        while (_ended.TryPeek(out var id, out var ended) && ended <= from)
            Remove(_ended.Dequeue());
    }

    /// <summary>
    /// Whether an alert came since <see cref="FollowAsync"/> whose query covers something up to a number. Others of the changes since then have no part in
    /// it: an edit covers what arrives after it, and what is found for a deleted alert isn't recorded.
    /// </summary>
    public async Task<bool> MissesAsync(DataSession session, long to) =>
        _change is not { } change
        || (await session.Alerts.LastChangeAsync() is var last && last < change)
        || (last > change && (await session.Alerts.VersionsChangedAsync(change)).Any(version => !version.IsDeleted && version.BeganSeq < to && (version.EndedSeq is not { } ended || ended > _from) && !_stretches.ContainsKey(Key(version))));

    /// <summary>As <see cref="ArticleMatcher"/> says.</summary>
    public MatchOutcome Match(IReadOnlyList<Article> articles, CancellationToken cancellation)
    {
        var found = new List<(QueryStretch Query, Article Article)>();
        var unreadable = new List<(Article Article, string Reason)>();
        // Outside of what is caught for single articles: what keeps the queries from being made ready must not let any article pass unmatched.
        var matcher = Matcher();
        // A taken-down article's rows are empty, and must not match a query for sources or dates either.
        foreach (var article in articles.Where(article => article.DeletedAt is null && !article.Removed))
        {
            cancellation.ThrowIfCancellationRequested();
            if (Match(matcher, article, found) is { } reason)
                unreadable.Add((article, reason));
        }
        var broken = _broken.Select(pair => (Query: _stretches[pair.Key], Reason: pair.Value)).Where(pair => articles.Any(article => pair.Query.Covers(article.Seq)));
        return new MatchOutcome(found, [.. broken]) { Unreadable = unreadable };
    }

    /// <summary>Null when all went well, else why no query can be matched against the article: it must not keep the others of its batch from being matched.</summary>
    private string? Match(PercolatorMatcher matcher, Article article, List<(QueryStretch Query, Article Article)> found)
    {
        try
        {
            foreach (var id in matcher.Match(_documents.Of(ArticleTexts.Of(article))))
            {
                if (_stretches[id] is var stretch && stretch.Covers(article.Seq))
                    found.Add((stretch, article));
            }
            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return e.Message;
        }
    }

    /// <summary>A matcher holds buffers, and is kept as long as no query changes.</summary>
    private PercolatorMatcher Matcher()
    {
        var snapshot = _percolator.Snapshot();
        if (_matcher is null || !ReferenceEquals(snapshot, _snapshot))
            (_snapshot, _matcher) = (snapshot, snapshot.CreateMatcher());
        return _matcher;
    }

    private async Task LoadAsync(DataSession session, long from)
    {
        (_percolator, _snapshot, _matcher, _change) = (new Percolator(ArticleSchema.Analyzer), null, null, null);
        _stretches.Clear();
        _broken.Clear();
        _ended.Clear();
        await foreach (var version in session.Alerts.VersionsCoveringAsync(from))
            Keep(version);
    }

    private void Take(IReadOnlyList<AlertVersion> versions, long from)
    {
        foreach (var version in versions)
        {
            if (version.IsDeleted || version.EndedSeq <= from)
                Remove(Key(version));
            else
                Keep(version);
        }
    }

    /// <summary>Registers a version, or notes where it ended.</summary>
    private void Keep(AlertVersion version)
    {
        var id = Key(version);
        var isNew = !_stretches.ContainsKey(id);
        _stretches[id] = QueryStretch.Of(version);
        if (version.EndedSeq is { } ended)
            _ended.Enqueue(id, ended);
        if (isNew && Register(id, version) is { } reason)
            _broken.Add(id, reason);
    }

    /// <summary>Null when all went well, else why the query can't run.</summary>
    private string? Register(long id, AlertVersion version)
    {
        try
        {
            if (SavedQueries.Compile(version.Query, version.Filters, version.Zone, out var reason) is not { } query)
                return reason;
            _percolator.Register(id, query);
            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return e.Message;
        }
    }

    private void Remove(long id)
    {
        if (_stretches.Remove(id) && !_broken.Remove(id))
            _percolator.Remove(id);
    }

    /// <summary>Alert and version in one number: eight million versions of each of a million million alerts.</summary>
    private static long Key(AlertVersion version) => (version.AlertId << VersionBits) | (uint)version.Version;
}
