using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Search.Data.Sql;
using Search.Data.Stages;

namespace Search.Data.Alerts;

/// <summary>Alerts and the versions of their queries.</summary>
public readonly struct AlertStore
{
    private const string Columns = """
        SELECT alert_id, id, manage_token, feed_token, owner_id, name, query, filters, note, rate, zone, quiet_from, quiet_to, paused_at, pause_until, pause_mode,
               other_spellings, fold_duplicates, tell_again, heartbeat, discreet, sample, version, backfill_seq, backfill_until,
               broken_reason, broken_at, created_at, updated_at, deleted_at
        FROM alert
        """;

    private const string ShortestId = "4";

    // Given under the lock of matches, so that numbers become visible in ascending order and a follower skips none.
    private const string NextChange = "(SELECT COALESCE(MAX(change_seq), 0) + 1 FROM alert)";

    private const string NoFilters = "{}";

    // A version ends where the next one begins. Not asked for as the least beginning of all later ones: PostgreSQL, before it has statistics,
    // looks for that along the index of beginnings, past the versions of all other alerts.
    private const string VersionColumns = """
        SELECT v.alert_id, v.version, v.query, v.filters, v.began_seq, v.began_at, v.zone, a.deleted_at IS NOT NULL AS is_deleted,
               (SELECT n.began_seq FROM alert_version n WHERE n.alert_id = v.alert_id AND n.version > v.version ORDER BY n.version LIMIT 1) AS ended_seq
        FROM alert_version v JOIN alert a ON a.alert_id = v.alert_id
        """;

    private readonly DataSession _session;

    internal AlertStore(DataSession session) => _session = session;

    /// <summary>
    /// Adds an alert. It covers what arrives from now on, or what was seen since <paramref name="past"/>; the part of the past that the
    /// match stage has behind it is left for it as a backfill. Its opaque name is a new one unless it had one elsewhere.
    /// </summary>
    public async Task<Alert> AddAsync(AlertDraft draft, long ownerId, DateTimeOffset? past = null, string? id = null)
    {
        await _session.LockAsync(DataLock.Matches);
        var began = past is { } since ? await _session.Articles.SeqBeforeAsync(since) : await _session.Articles.LastSeqAsync();
        var matched = await _session.Cursors.ReadAsync(Stage.Match);
        var behind = began < matched;
        var alertId = await _session.ScalarAsync<long>(
            $"""
            INSERT INTO alert (id, manage_token, feed_token, owner_id, name, query, filters, note, rate, zone, quiet_from, quiet_to, pause_mode, other_spellings,
                fold_duplicates, tell_again, heartbeat, discreet, sample, version, backfill_seq, backfill_until, created_at, updated_at, change_seq)
            VALUES (@id, @manage, @feed, @ownerId, @Name, @Query, @Filters, @Note, @Rate, @Zone, @QuietFrom, @QuietTo, 'Collect', @OtherSpellings,
                @FoldDuplicates, @TellAgain, @Heartbeat, @Discreet, @Sample, 1, @backfill, @until, @now, @now, {NextChange})
            RETURNING alert_id
            """,
            new
            {
                id = id ?? Token.New(), manage = Token.New(), feed = Token.New(), ownerId, draft.Name, draft.Query, draft.Filters, draft.Note, draft.Rate, draft.Zone, draft.QuietFrom, draft.QuietTo,
                draft.OtherSpellings, draft.FoldDuplicates, draft.TellAgain, draft.Heartbeat, draft.Discreet, draft.Sample, now = _session.Now,
                backfill = behind ? began : (long?)null, until = behind ? matched : (long?)null,
            });
        await AddVersionAsync(alertId, 1, draft, began);
        return (await FindAsync(alertId))!;
    }

    /// <summary>Edits an alert. A changed query, filter or zone (in which the query's days begin) is a new version, which covers what arrives from now on, and mends a broken alert.</summary>
    public async Task<Alert?> UpdateAsync(long alertId, AlertDraft draft)
    {
        await _session.LockAsync(DataLock.Matches);
        if (await FindAsync(alertId) is not { DeletedAt: null } alert)
            return null;
        var changed = draft.Query != alert.Query || draft.Zone != alert.Zone || !draft.Filters.Equals(alert.Filters);
        var version = changed ? alert.Version + 1 : alert.Version;
        await _session.ExecuteAsync(
            $"""
            UPDATE alert SET name = @Name, query = @Query, filters = @Filters, note = @Note, rate = @Rate, zone = @Zone, quiet_from = @QuietFrom,
                quiet_to = @QuietTo, other_spellings = @OtherSpellings, fold_duplicates = @FoldDuplicates, tell_again = @TellAgain,
                heartbeat = @Heartbeat, discreet = @Discreet, version = @version, updated_at = @now,
                change_seq = CASE WHEN @changed THEN {NextChange} ELSE change_seq END,
                broken_reason = CASE WHEN @changed THEN NULL ELSE broken_reason END, broken_at = CASE WHEN @changed THEN NULL ELSE broken_at END
            WHERE alert_id = @alertId
            """,
            new
            {
                alertId, version, changed, draft.Name, draft.Query, draft.Filters, draft.Note, draft.Rate, draft.Zone, draft.QuietFrom, draft.QuietTo,
                draft.OtherSpellings, draft.FoldDuplicates, draft.TellAgain, draft.Heartbeat, draft.Discreet, now = _session.Now,
            });
        if (changed)
            await AddVersionAsync(alertId, version, draft, await _session.Articles.LastSeqAsync());
        return await FindAsync(alertId);
    }

    /// <summary>All alerts but deleted ones, by name.</summary>
    public Task<IReadOnlyList<Alert>> ListAsync() => _session.QueryAsync<Alert>(Columns + " WHERE deleted_at IS NULL ORDER BY name, alert_id");

    /// <summary>All of one owner but deleted ones.</summary>
    public Task<IReadOnlyList<Alert>> OfOwnerAsync(long ownerId) =>
        _session.QueryAsync<Alert>(Columns + " WHERE owner_id = @ownerId AND deleted_at IS NULL ORDER BY alert_id", new { ownerId });

    /// <summary>All of one owner, deleted ones too.</summary>
    public Task<IReadOnlyList<Alert>> EverOfOwnerAsync(long ownerId) =>
        _session.QueryAsync<Alert>(Columns + " WHERE owner_id = @ownerId ORDER BY alert_id", new { ownerId });

    /// <summary>Those of some keys, deleted ones too.</summary>
    public async Task<IReadOnlyList<Alert>> FindAsync(IReadOnlyCollection<long> alertIds)
    {
        var found = new List<Alert>();
        foreach (var list in KeyLists.Of(alertIds))
            found.AddRange(await _session.QueryAsync<Alert>($"{Columns} WHERE alert_id IN ({list})"));
        return found;
    }

    /// <summary>By the owner's opaque link; without deleted ones.</summary>
    public Task<Alert?> FindByManageTokenAsync(string token) =>
        _session.FindAsync<Alert>(Columns + " WHERE manage_token = @token AND deleted_at IS NULL", new { token });

    /// <summary>By the opaque address of its feed; without deleted ones.</summary>
    public Task<Alert?> FindByFeedTokenAsync(string token) =>
        _session.FindAsync<Alert>(Columns + " WHERE feed_token = @token AND deleted_at IS NULL", new { token });

    /// <summary>Those of some people who own an alert.</summary>
    public async Task<IReadOnlyCollection<long>> OwnersAmongAsync(IReadOnlyCollection<long> recipientIds)
    {
        var owners = new List<long>();
        foreach (var list in KeyLists.Of(recipientIds))
            owners.AddRange(await _session.QueryAsync<long>($"SELECT DISTINCT owner_id FROM alert WHERE deleted_at IS NULL AND owner_id IN ({list})"));
        return owners;
    }

    public Task<long> CountAsync() => _session.ScalarAsync<long>("SELECT COUNT(*) FROM alert WHERE deleted_at IS NULL");

    public Task<Alert?> FindAsync(long alertId) => _session.FindAsync<Alert>(Columns + " WHERE alert_id = @alertId", new { alertId });

    /// <summary>By the opaque name; deleted ones too.</summary>
    public Task<Alert?> FindAsync(string id) => _session.FindAsync<Alert>(Columns + " WHERE id = @id", new { id });

    /// <summary>Alerts of a name, or of an opaque name or its first digits, as a person types it; without deleted ones.</summary>
    public Task<IReadOnlyList<Alert>> FindByNameAsync(string nameOrId) => _session.QueryAsync<Alert>(
        $"""
        {Columns} WHERE deleted_at IS NULL AND (LOWER(name) = LOWER(@nameOrId)
            OR (LENGTH(@nameOrId) >= {ShortestId} AND SUBSTR(id, 1, LENGTH(@nameOrId)) = @nameOrId))
        ORDER BY alert_id
        """,
        new { nameOrId });

    /// <summary>Pauses an alert, until an instant or until it is resumed. Nothing is due meanwhile; the end of a pause makes everybody's digest due.</summary>
    public async Task PauseAsync(long alertId, PauseMode mode, DateTimeOffset? until)
    {
        await _session.LockAsync(DataLock.Matches);
        await _session.ExecuteAsync(
            """
            UPDATE alert SET paused_at = @now, pause_until = @until, pause_mode = @mode WHERE alert_id = @alertId;
            UPDATE subscription SET next_due_at = @until WHERE alert_id = @alertId AND unsubscribed_at IS NULL;
            """,
            new { alertId, until, mode = mode.ToString(), now = _session.Now });
    }

    public Task ResumeAsync(long alertId) =>
        _session.ExecuteAsync("UPDATE alert SET paused_at = NULL, pause_until = NULL WHERE alert_id = @alertId", new { alertId });

    /// <summary>Deletes an alert: it matches no more, and queued mails that hold nothing else are cancelled.</summary>
    public async Task DeleteAsync(long alertId)
    {
        await _session.LockAsync(DataLock.Matches);
        await _session.ExecuteAsync(
            $"UPDATE alert SET deleted_at = COALESCE(deleted_at, @now), change_seq = {NextChange} WHERE alert_id = @alertId", new { alertId, now = _session.Now });
        await _session.Outbox.CancelQueuedOfAlertAsync(alertId, recipientId: null);
        await _session.Webhooks.CancelOfAlertAsync(alertId);
        await _session.ExecuteAsync("UPDATE subscription SET next_due_at = NULL WHERE alert_id = @alertId", new { alertId });
    }

    /// <summary>Deletes an alert and erases what its owner wrote: name, queries, note.</summary>
    public async Task EraseAsync(long alertId)
    {
        await DeleteAsync(alertId);
        await _session.ExecuteAsync(
            """
            UPDATE stage_run SET error = NULL WHERE error <> REPLACE(error, (SELECT name FROM alert WHERE alert_id = @alertId), '');
            UPDATE alert SET name = '', query = '', note = NULL, filters = '{}', broken_reason = NULL WHERE alert_id = @alertId;
            UPDATE alert_version SET query = '', filters = '{}' WHERE alert_id = @alertId;
            UPDATE alert_event SET detail = '' WHERE alert_id = @alertId;
            DELETE FROM webhook_call WHERE webhook_id IN (SELECT webhook_id FROM webhook WHERE alert_id = @alertId);
            DELETE FROM webhook WHERE alert_id = @alertId;
            """,
            new { alertId });
    }

    /// <summary>Notes why a query can't run. True when it could before.</summary>
    public async Task<bool> MarkBrokenAsync(long alertId, string reason)
    {
        var values = new { alertId, reason, now = _session.Now };
        var news = await _session.ExecuteAsync("UPDATE alert SET broken_at = @now WHERE alert_id = @alertId AND broken_at IS NULL", values) > 0;
        await _session.ExecuteAsync("UPDATE alert SET broken_reason = @reason WHERE alert_id = @alertId", values);
        return news;
    }

    public Task MarkMendedAsync(long alertId) =>
        _session.ExecuteAsync("UPDATE alert SET broken_reason = NULL, broken_at = NULL WHERE alert_id = @alertId", new { alertId });

    /// <summary>Versions, of all alerts but deleted ones, that cover some sequence number in (<paramref name="after"/>, <paramref name="to"/>].</summary>
    public Task<IReadOnlyList<AlertVersion>> VersionsCoveringAsync(long after, long to) => _session.QueryAsync<AlertVersion>(
        "SELECT * FROM (" + VersionColumns + """
         WHERE a.deleted_at IS NULL AND v.began_seq < @to) AS covering
        WHERE ended_seq IS NULL OR (ended_seq > @after AND ended_seq > began_seq) ORDER BY alert_id, version
        """,
        new { after, to });

    /// <summary>
    /// Versions, of all alerts but deleted ones, that cover some sequence number above <paramref name="after"/>, in no order, read one by one:
    /// there may be a million.
    /// </summary>
    public IAsyncEnumerable<AlertVersion> VersionsCoveringAsync(long after) => ReadVersionsAsync(VersionsCoveringStatement(after));

    internal static string VersionsCoveringStatement(long after) => string.Create(
        CultureInfo.InvariantCulture, $"SELECT * FROM ({VersionColumns} WHERE a.deleted_at IS NULL) AS covering WHERE ended_seq IS NULL OR ended_seq > {after}");

    /// <summary>The number of the last change of what an alert covers: of an alert added, a query edited, an alert deleted. 0 before the first.</summary>
    public Task<long> LastChangeAsync() => _session.ScalarAsync<long>("SELECT COALESCE(MAX(change_seq), 0) FROM alert");

    /// <summary>All versions of the alerts that changed after a change, deleted ones too.</summary>
    public Task<IReadOnlyList<AlertVersion>> VersionsChangedAsync(long afterChange) => _session.QueryAsync<AlertVersion>(
        VersionColumns + " WHERE a.change_seq > @afterChange ORDER BY v.alert_id, v.version", new { afterChange });

    /// <summary>Alerts whose query can't run, but deleted ones: few.</summary>
    public Task<IReadOnlyList<long>> BrokenAsync() =>
        _session.QueryAsync<long>("SELECT alert_id FROM alert WHERE broken_reason IS NOT NULL AND deleted_at IS NULL");

    /// <summary>All versions of one alert, first to last.</summary>
    public Task<IReadOnlyList<AlertVersion>> VersionsAsync(long alertId) =>
        _session.QueryAsync<AlertVersion>(VersionColumns + " WHERE v.alert_id = @alertId ORDER BY v.version", new { alertId });

    /// <summary>Alerts with past still to be matched.</summary>
    public Task<IReadOnlyList<Alert>> BackfillsAsync() =>
        _session.QueryAsync<Alert>(Columns + " WHERE backfill_seq IS NOT NULL AND deleted_at IS NULL ORDER BY alert_id");

    /// <summary>Moves a backfill on; at its end it is over. False when another process moved it meanwhile.</summary>
    public async Task<bool> AdvanceBackfillAsync(long alertId, long from, long to) => await _session.ExecuteAsync(
        """
        UPDATE alert SET backfill_seq = CASE WHEN @to >= backfill_until THEN NULL ELSE @to END,
            backfill_until = CASE WHEN @to >= backfill_until THEN NULL ELSE backfill_until END
        WHERE alert_id = @alertId AND backfill_seq = @from
        """,
        new { alertId, from, to }) > 0;

    private Task AddVersionAsync(long alertId, int version, AlertDraft draft, long began) => _session.ExecuteAsync(
        """
        INSERT INTO alert_version (alert_id, version, query, filters, zone, began_seq, began_at)
        VALUES (@alertId, @version, @Query, @Filters, @Zone, @began, @now)
        """,
        new { alertId, version, draft.Query, draft.Filters, draft.Zone, began, now = _session.Now });

    private async IAsyncEnumerable<AlertVersion> ReadVersionsAsync(string sql)
    {
        await foreach (var row in _session.RowsAsync(sql))
            yield return Read(row);
    }

    /// <summary>A version in the columns of <see cref="VersionColumns"/>.</summary>
    private static AlertVersion Read(DbDataReader row) => new()
    {
        AlertId = row.GetInt64(0),
        Version = row.GetInt32(1),
        Query = row.GetString(2),
        Filters = row.GetString(3) is var filters && filters != NoFilters ? JsonSerializer.Deserialize<AlertFilters>(filters)! : AlertFilters.None,
        BeganSeq = row.GetInt64(4),
        BeganAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)),
        Zone = row.GetString(6),
        IsDeleted = row.GetBoolean(7),
        EndedSeq = row.IsDBNull(8) ? null : row.GetInt64(8),
    };
}
