using System.Data.Common;
using System.Globalization;
using System.Text;
using Search.Data.Alerts;
using Search.Data.Sql;

namespace Search.Data.Matches;

/// <summary>What alerts found.</summary>
public readonly struct MatchStore
{
    private const string Untold = """
        FROM subscription s JOIN article_match m ON m.alert_id = s.alert_id AND m.match_id > s.match_cursor
        WHERE m.state IN ('Pending', 'Told')
            AND NOT EXISTS (SELECT 1 FROM outbox_item i WHERE i.recipient_id = s.recipient_id AND i.match_id = m.match_id)
            AND EXISTS (SELECT 1 FROM article a WHERE a.article_id = m.article_id AND a.deleted_at IS NULL)
        """;

    private const string Columns = """
        SELECT m.match_id, m.alert_id, m.article_id, m.revision, m.seq, m.version, m.story_group, m.recorded_at, m.state, m.outbox_id
        FROM article_match m
        """;

    private const int AskedAtOnce = 1_000;

    private const int AddedAtOnce = 10_000;

    private readonly DataSession _session;

    internal MatchStore(DataSession session) => _session = session;

    /// <summary>
    /// Records what was found, in its order, as far as the alerts are not deleted; what was recorded before stays as it is. What becomes of a
    /// match follows from how its alert stands now: see <see cref="MatchState"/>. Returns what is new. One transaction at a time does this, so
    /// that keys become visible in ascending order and a cursor skips none.
    /// </summary>
    public async Task<IReadOnlyList<AddedMatch>> AddAsync(IReadOnlyCollection<FoundMatch> found)
    {
        await _session.LockAsync(DataLock.Matches);
        var added = new List<AddedMatch>();
        var insert = MatchStatements.Add(_session.Dialect);
        foreach (var rows in Statements(found))
        {
            await foreach (var row in _session.RowsAsync(insert, FoundJson(rows), _session.Now))
                added.Add(new AddedMatch(row.GetInt64(0), Enum.Parse<MatchState>(row.GetString(1))));
        }
        return added;
    }

    /// <summary>What one person has not been told of one alert, in the order it was found; without articles that were taken down.</summary>
    public Task<IReadOnlyList<Match>> UntoldAsync(long alertId, long recipientId, long afterMatch) => _session.QueryAsync<Match>(
        Columns + """
         WHERE m.alert_id = @alertId AND m.match_id > @afterMatch AND m.state IN ('Pending', 'Told')
            AND NOT EXISTS (SELECT 1 FROM outbox_item i WHERE i.recipient_id = @recipientId AND i.match_id = m.match_id)
            AND EXISTS (SELECT 1 FROM article a WHERE a.article_id = m.article_id AND a.deleted_at IS NULL)
        ORDER BY m.match_id
        """,
        new { alertId, recipientId, afterMatch });

    /// <summary>How many matches some people (one to a thousand) have behind the cursors of what is due, told or not: how much there is to read.</summary>
    public async Task<IReadOnlyDictionary<long, long>> CountBehindCursorsAsync(IReadOnlyCollection<long> recipientIds)
    {
        var counts = new Dictionary<long, long>();
        await foreach (var row in _session.RowsAsync(
            $"""
            SELECT s.recipient_id, (SELECT COUNT(*) FROM article_match m WHERE m.alert_id = s.alert_id AND m.match_id > s.match_cursor)
            FROM subscription s WHERE s.recipient_id IN ({KeyLists.Short(recipientIds)}) AND s.next_due_at <= {_session.Now.ToUnixTimeMilliseconds()}
            """))
            counts[row.GetInt64(0)] = counts.GetValueOrDefault(row.GetInt64(0)) + row.GetInt64(1);
        return counts;
    }

    /// <summary><see cref="UntoldAsync(long, long, long)"/> of some subscriptions (one to a thousand) behind their cursors.</summary>
    public async Task<ILookup<long, Match>> UntoldAsync(IReadOnlyCollection<long> subscriptionIds)
    {
        var found = new List<(long Subscription, Match Match)>();
        await foreach (var row in _session.RowsAsync(
            $"""
            SELECT s.subscription_id, m.match_id, m.alert_id, m.article_id, m.revision, m.seq, m.version, m.story_group, m.recorded_at, m.state, m.outbox_id
            {Untold} AND s.subscription_id IN ({KeyLists.Short(subscriptionIds)}) ORDER BY s.subscription_id, m.match_id
            """))
            found.Add((row.GetInt64(0), Read(row)));
        return found.ToLookup(pair => pair.Subscription, pair => pair.Match);
    }

    /// <summary>True when a subscription has anything untold behind a match.</summary>
    public async Task<bool> HasUntoldAsync(Subscription subscription, long afterMatch) => (await HaveUntoldAsync([(subscription.SubscriptionId, afterMatch)])).Count > 0;

    /// <summary>Of some subscriptions, those that have anything untold behind a match each.</summary>
    public async Task<IReadOnlySet<long>> HaveUntoldAsync(IEnumerable<(long SubscriptionId, long AfterMatch)> asked)
    {
        var found = new HashSet<long>();
        foreach (var chunk in asked.Chunk(AskedAtOnce))
        {
            var rows = string.Join(',', chunk.Select(one => string.Create(CultureInfo.InvariantCulture, $"({one.SubscriptionId},{one.AfterMatch})")));
            await foreach (var row in _session.RowsAsync(
                $"""
                WITH asked (subscription_id, after_match) AS (VALUES {rows})
                SELECT q.subscription_id FROM asked q WHERE EXISTS (SELECT 1 {Untold} AND s.subscription_id = q.subscription_id AND m.match_id > q.after_match)
                """))
                found.Add(row.GetInt64(0));
        }
        return found;
    }

    /// <summary>The newest matches of an alert, newest first.</summary>
    public Task<IReadOnlyList<Match>> NewestAsync(long alertId, int limit) => _session.QueryAsync<Match>(
        Columns + " WHERE m.alert_id = @alertId ORDER BY m.match_id DESC LIMIT @limit", new { alertId, limit });

    /// <summary>All matches of an alert, first to last.</summary>
    public Task<IReadOnlyList<Match>> OfAlertAsync(long alertId) =>
        _session.QueryAsync<Match>(Columns + " WHERE m.alert_id = @alertId ORDER BY m.match_id", new { alertId });

    public Task<long> CountAsync(long alertId) =>
        _session.ScalarAsync<long>("SELECT COUNT(*) FROM article_match WHERE alert_id = @alertId", new { alertId });

    /// <summary>Keys of matches of one alert after a key, ascending, as far as they are told or to be told, with the article's sequence number.</summary>
    public Task<IReadOnlyList<Match>> ToTellAfterAsync(long alertId, long afterMatch, int limit) => _session.QueryAsync<Match>(
        Columns + """
         WHERE m.alert_id = @alertId AND m.match_id > @afterMatch AND m.state IN ('Pending', 'Told')
        ORDER BY m.match_id LIMIT @limit
        """,
        new { alertId, afterMatch, limit });

    /// <summary>The newest matches of an alert that are told or to be told, newest first: one for each article that stands, its last.</summary>
    public Task<IReadOnlyList<Match>> NewestToTellAsync(long alertId, int limit) => _session.QueryAsync<Match>(
        Columns + """
         JOIN article a ON a.article_id = m.article_id
        WHERE m.alert_id = @alertId AND m.state IN ('Pending', 'Told') AND a.deleted_at IS NULL AND NOT EXISTS (
            SELECT 1 FROM article_match l
            WHERE l.alert_id = m.alert_id AND l.article_id = m.article_id AND l.revision > m.revision AND l.state IN ('Pending', 'Told'))
        ORDER BY m.match_id DESC LIMIT @limit
        """,
        new { alertId, limit });

    /// <summary>Of an alert, the revisions of a stretch of the ingest sequence that are recorded, by their sequence numbers: what a sweep compares with.</summary>
    public async Task<IReadOnlySet<long>> SeqsAsync(long alertId, long after, long to) => (await _session.QueryAsync<long>(
        "SELECT seq FROM article_match WHERE alert_id = @alertId AND seq > @after AND seq <= @to", new { alertId, after, to })).ToHashSet();

    /// <summary>How many matches of an alert were recorded after an instant.</summary>
    public Task<long> CountSinceAsync(long alertId, DateTimeOffset since) => _session.ScalarAsync<long>(
        "SELECT COUNT(*) FROM article_match WHERE alert_id = @alertId AND recorded_at > @since", new { alertId, since });

    /// <summary>
    /// Of some questions "has this person been shown an article of this story by this alert", those that are so.
    /// </summary>
    public Task<IReadOnlyList<ToldKey>> ToldStoriesAsync(IEnumerable<ToldKey> asked) => ToldAsync("m.story_group", "AND i.place = 'Shown'", asked);

    /// <summary>Of some questions "has this person been told of this article by this alert", those that are so.</summary>
    public Task<IReadOnlyList<ToldKey>> ToldArticlesAsync(IEnumerable<ToldKey> asked) => ToldAsync("m.article_id", "", asked);

    private async Task<IReadOnlyList<ToldKey>> ToldAsync(string column, string placed, IEnumerable<ToldKey> asked)
    {
        var found = new List<ToldKey>();
        foreach (var chunk in asked.Distinct().Chunk(AskedAtOnce))
        {
            var keys = string.Join(',', chunk.Select(key => string.Create(CultureInfo.InvariantCulture, $"({key.AlertId},{key.RecipientId},{key.Key})")));
            await foreach (var row in _session.RowsAsync(
                $"""
                WITH asked (alert_id, recipient_id, what) AS (VALUES {keys})
                SELECT q.alert_id, q.recipient_id, q.what FROM asked q WHERE EXISTS (
                    SELECT 1 FROM article_match m JOIN outbox_item i ON i.match_id = m.match_id
                    WHERE m.alert_id = q.alert_id AND {column} = q.what AND i.recipient_id = q.recipient_id {placed})
                """))
                found.Add(new ToldKey(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)));
        }
        return found;
    }

    /// <summary>
    /// What goes into one statement: not two revisions of an article for one alert, since the second is a repeat of the first only once that is there.
    /// </summary>
    private static IEnumerable<List<FoundMatch>> Statements(IEnumerable<FoundMatch> found)
    {
        var rows = new List<FoundMatch>();
        var articles = new HashSet<(long AlertId, long ArticleId)>();
        foreach (var match in found)
        {
            if (rows.Count == AddedAtOnce || !articles.Add((match.AlertId, match.ArticleId)))
            {
                yield return rows;
                rows = [];
                articles.Clear();
                articles.Add((match.AlertId, match.ArticleId));
            }
            rows.Add(match);
        }
        if (rows.Count > 0)
            yield return rows;
    }

    /// <summary>Rows as <see cref="SqlDialect.FoundMatches"/> reads them: what one revision has of one version of queries side by side is a group.</summary>
    private static string FoundJson(List<FoundMatch> rows)
    {
        var json = new StringBuilder("[");
        for (var at = 0; at < rows.Count; at++)
        {
            if (at > 0 && rows[at] == rows[at - 1] with { AlertId = rows[at].AlertId })
            {
                json.Append(',').Append(rows[at].AlertId);
                continue;
            }
            json.Append(at == 0 ? "" : "]],").Append(CultureInfo.InvariantCulture, $"[{rows[at].ArticleId},{rows[at].Revision},{rows[at].Seq},{rows[at].StoryGroup},{rows[at].Version},[{rows[at].AlertId}");
        }
        return json.Append("]]]").ToString();
    }

    /// <summary>A match in the second and following columns.</summary>
    private static Match Read(DbDataReader row) => new()
    {
        MatchId = row.GetInt64(1),
        AlertId = row.GetInt64(2),
        ArticleId = row.GetInt64(3),
        Revision = row.GetInt32(4),
        Seq = row.GetInt64(5),
        Version = row.GetInt32(6),
        StoryGroup = row.GetInt64(7),
        RecordedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(8)),
        State = Enum.Parse<MatchState>(row.GetString(9)),
        OutboxId = row.IsDBNull(10) ? null : row.GetInt64(10),
    };
}
