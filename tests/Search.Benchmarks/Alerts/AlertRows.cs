using System.Data.Common;
using System.Globalization;
using Search.Benchmarks.Corpora;

namespace Search.Benchmarks.Alerts;

/// <summary>Rows of people, each with an alert of their own, and of matches, straight into the tables: a million at a time.</summary>
internal sealed class AlertRows : IDisposable
{
    private const int AlertsPerStatement = 250;

    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;
    private readonly long _now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
    private readonly BulkRows _people;
    private readonly BulkRows _alerts;
    private readonly BulkRows _versions;
    private readonly BulkRows _subscriptions;
    private readonly BulkRows _consents;
    private readonly BulkRows _matches;
    private long _matchId;

    public AlertRows(BenchmarkDatabase database)
    {
        _connection = database.Connect();
        _transaction = _connection.BeginTransaction();
        _people = Into("recipient", "recipient_id, address, address_key, token, operator, created_at");
        _alerts = Into("alert", "alert_id, id, manage_token, feed_token, owner_id, name, query, filters, note, rate, zone, pause_mode, other_spellings, fold_duplicates, tell_again, "
            + "heartbeat, discreet, sample, version, created_at, updated_at, change_seq");
        _versions = Into("alert_version", "alert_id, version, query, filters, began_seq, began_at");
        _subscriptions = Into("subscription", "subscription_id, alert_id, recipient_id, token, match_cursor, next_due_at, created_at");
        _consents = Into("consent", "owner_id, recipient_id, token, created_at, asked_count, confirmed_at");
        _matches = Into("article_match", "match_id, alert_id, article_id, revision, seq, version, story_group, recorded_at, state");
    }

    /// <summary>As many alerts as asked for, with the queries of a file. Those that are not immediate are first due in twelve hours.</summary>
    public static void Seed(BenchmarkDatabase database, string queries, int alerts, string told)
    {
        using var rows = new AlertRows(database);
        var due = told == "immediate" ? (DateTimeOffset?)null : TimeProvider.System.GetUtcNow().AddHours(12);
        foreach (var (number, query) in QueryFile.Load(queries).Take(alerts).Index())
            rows.AddAlert(number + 1, $"Alert {(number + 1).ToString(CultureInfo.InvariantCulture)}", query.Text, due, told);
        rows.Commit();
    }

    /// <summary>Person and alert number <paramref name="id"/>, from 1.</summary>
    public void AddAlert(long id, string name, string query, DateTimeOffset? due, string rate = "daily 07:00")
    {
        if (id % AlertsPerStatement == 0)
            Flush();
        var address = string.Create(CultureInfo.InvariantCulture, $"person{id}@example.org");
        _people.Add(id, address, address, Token(id, 'p'), false, _now);
        _alerts.Add(id, Token(id, 'a'), Token(id, 'm'), Token(id, 'f'), id, name, query, "{}", "for the morning meeting", rate, "Asia/Beirut", "Collect", false, true, false,
            false, false, false, 1, _now, _now, id);
        _versions.Add(id, 1, query, "{}", 0, _now);
        _subscriptions.Add(id, id, id, Token(id, 's'), 0, due?.ToUnixTimeMilliseconds(), _now);
        _consents.Add(id, id, Token(id, 'c'), _now, 0, _now);
    }

    public void AddMatch(long alertId, long articleId) => _matches.Add(++_matchId, alertId, articleId, 1, articleId, 1, articleId, _now, "Pending");

    public void Commit()
    {
        Flush();
        _transaction.Commit();
    }

    public void Dispose()
    {
        _transaction.Dispose();
        _connection.Dispose();
    }

    /// <summary>Tables in the order in which their rows refer to each other.</summary>
    private void Flush()
    {
        foreach (var rows in (ReadOnlySpan<BulkRows>)[_people, _alerts, _versions, _subscriptions, _consents, _matches])
            rows.Flush();
    }

    private static string Token(long id, char kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}{id * 2_654_435_761 % 4_294_967_296:x8}{id:x12}");

    private BulkRows Into(string table, string columns) => new(_connection, _transaction, table, columns);
}
