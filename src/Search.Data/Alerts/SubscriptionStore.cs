using System.Globalization;
using Dapper;
using Search.Data.Sql;

namespace Search.Data.Alerts;

/// <summary>Who is told of which alert, and when next.</summary>
public readonly struct SubscriptionStore
{
    private const string Columns = """
        SELECT s.subscription_id, s.alert_id, s.recipient_id, r.address, s.token, s.match_cursor, s.next_due_at, s.last_due_at, s.last_digest_at,
               s.created_at, s.unsubscribed_at
        FROM subscription s JOIN recipient r ON r.recipient_id = s.recipient_id
        """;

    // A person who gets mail, of an alert that is there and not paused.
    private const string Live = """
        s.unsubscribed_at IS NULL AND r.unsubscribed_at IS NULL AND r.suspended_at IS NULL AND r.erased_at IS NULL
        AND a.deleted_at IS NULL AND (a.paused_at IS NULL OR a.pause_until <= @now)
        AND EXISTS (SELECT 1 FROM consent c WHERE c.owner_id = a.owner_id AND c.recipient_id = s.recipient_id AND c.confirmed_at IS NOT NULL)
        """;

    /// <summary>
    /// What is due after an instant. Both statements read a stretch of the index subscription_due in its order: a whole morning's alerts are due
    /// at one instant, and a place among them must be found at once.
    /// </summary>
    internal const string DueAfterStatement = $"{DueColumns} AND s.next_due_at > @afterDue AND s.next_due_at <= @now {DueOrder}";

    /// <summary>What is due at an instant, behind a subscription.</summary>
    internal const string DueAtStatement = $"{DueColumns} AND s.next_due_at = @afterDue AND s.subscription_id > @afterId {DueOrder}";

    private const string DueColumns = $"""
        SELECT s.next_due_at, s.subscription_id, s.recipient_id
        FROM subscription s JOIN recipient r ON r.recipient_id = s.recipient_id JOIN alert a ON a.alert_id = s.alert_id
        WHERE s.next_due_at IS NOT NULL AND (r.operator OR NOT @operatorsOnly) AND {Live}
        """;

    private const string OfSchedule = """
        alert_id IN (SELECT a.alert_id FROM alert a WHERE a.rate = @Rate AND a.zone = @Zone
            AND COALESCE(a.quiet_from, '') = COALESCE(CAST(@QuietFrom AS TEXT), '') AND COALESCE(a.quiet_to, '') = COALESCE(CAST(@QuietTo AS TEXT), ''))
        """;

    private const string DueOrder = "ORDER BY s.next_due_at, s.subscription_id LIMIT @limit";

    private const int MovedAtOnce = 500;

    private readonly DataSession _session;

    internal SubscriptionStore(DataSession session) => _session = session;

    /// <summary>
    /// Tells a person of an alert from its next match on (or from its first, for the alert's first people). Again for one who left: they are
    /// back.
    /// </summary>
    public async Task<Subscription> AddAsync(long alertId, long recipientId, DateTimeOffset? nextDueAt = null)
    {
        await _session.ExecuteAsync(
            """
            INSERT INTO subscription (alert_id, recipient_id, token, match_cursor, next_due_at, created_at)
            VALUES (@alertId, @recipientId, @token, (SELECT COALESCE(MAX(match_id), 0) FROM article_match WHERE alert_id = @alertId), @nextDueAt, @now)
            ON CONFLICT (alert_id, recipient_id) DO UPDATE SET unsubscribed_at = NULL, next_due_at = excluded.next_due_at,
                match_cursor = CASE WHEN subscription.unsubscribed_at IS NULL THEN subscription.match_cursor ELSE excluded.match_cursor END
            """,
            new { alertId, recipientId, token = Token.New(), nextDueAt, now = _session.Now });
        return (await FindAsync(alertId, recipientId))!;
    }

    public Task<Subscription?> FindAsync(long alertId, long recipientId) => _session.FindAsync<Subscription>(
        Columns + " WHERE s.alert_id = @alertId AND s.recipient_id = @recipientId", new { alertId, recipientId });

    public Task<Subscription?> FindAsync(long subscriptionId) =>
        _session.FindAsync<Subscription>(Columns + " WHERE s.subscription_id = @subscriptionId", new { subscriptionId });

    /// <summary>Everybody of an alert, those who left too.</summary>
    public Task<IReadOnlyList<Subscription>> OfAlertAsync(long alertId) =>
        _session.QueryAsync<Subscription>(Columns + " WHERE s.alert_id = @alertId ORDER BY s.subscription_id", new { alertId });

    /// <summary>All of a person, those that were stopped too.</summary>
    public Task<IReadOnlyList<Subscription>> OfRecipientAsync(long recipientId) =>
        _session.QueryAsync<Subscription>(Columns + " WHERE s.recipient_id = @recipientId ORDER BY s.subscription_id", new { recipientId });

    /// <summary>Those of an alert who get its mails now: confirmed, not stopped, not suspended; nobody while it is paused or deleted.</summary>
    public Task<IReadOnlyList<Subscription>> LiveOfAlertAsync(long alertId) => _session.QueryAsync<Subscription>(
        $"{Columns} JOIN alert a ON a.alert_id = s.alert_id WHERE s.alert_id = @alertId AND {Live} ORDER BY s.subscription_id", new { alertId, now = _session.Now });

    public Task<Subscription?> FindByTokenAsync(string token) => _session.FindAsync<Subscription>(Columns + " WHERE s.token = @token", new { token });

    /// <summary>
    /// What is due, what waits longest first, behind a place in that order (null: from the beginning); on request only of people whom the
    /// operator named. Found at the head of an index, however many alerts there are.
    /// </summary>
    public async Task<IReadOnlyList<DuePosition>> DueAsync(DuePosition? after, int limit, bool operatorsOnly = false)
    {
        var now = _session.Now;
        var afterDue = after?.NextDueAt ?? DateTimeOffset.UnixEpoch;
        IReadOnlyList<DuePosition> at = after is null ? [] : await _session.QueryAsync<DuePosition>(
            DueAtStatement, new { now, operatorsOnly, afterDue, afterId = after.SubscriptionId, limit });
        if (at.Count >= limit)
            return at;
        return [.. at, .. await _session.QueryAsync<DuePosition>(DueAfterStatement, new { now, operatorsOnly, afterDue, limit = limit - at.Count })];
    }

    /// <summary>What of some people's (one to a thousand) alerts is due now, in the order of person and alert.</summary>
    public Task<IReadOnlyList<Subscription>> DueOfAsync(IReadOnlyCollection<long> recipientIds) => _session.QueryAsync<Subscription>(
        $"""
        {Columns} JOIN alert a ON a.alert_id = s.alert_id
        WHERE s.recipient_id IN ({KeyLists.Short(recipientIds)}) AND s.next_due_at <= @now AND {Live} ORDER BY s.recipient_id, s.alert_id
        """,
        NowAlone());

    /// <summary>Makes everything that may be told due now: of one alert, or of all for null. Returns how many.</summary>
    public Task<int> MakeDueAsync(long? alertId = null) => _session.ExecuteAsync(
        $"""
        UPDATE subscription SET next_due_at = @now WHERE (next_due_at IS NULL OR next_due_at > @now) AND subscription_id IN (
            SELECT s.subscription_id FROM subscription s JOIN recipient r ON r.recipient_id = s.recipient_id JOIN alert a ON a.alert_id = s.alert_id
            WHERE a.rate <> 'off' AND (CAST(@alertId AS BIGINT) IS NULL OR s.alert_id = @alertId) AND {Live})
        """,
        new { alertId, now = _session.Now });

    /// <summary>Makes what a mail tells due now, as far as its person still gets it.</summary>
    internal Task MakeDueOfMailAsync(long outboxId) => _session.ExecuteAsync(
        $"""
        UPDATE subscription SET next_due_at = @now WHERE subscription_id IN (
            SELECT s.subscription_id FROM subscription s JOIN recipient r ON r.recipient_id = s.recipient_id JOIN alert a ON a.alert_id = s.alert_id
            WHERE s.recipient_id = (SELECT o.recipient_id FROM outbox o WHERE o.outbox_id = @outboxId)
                AND s.alert_id IN (SELECT i.alert_id FROM outbox_item i WHERE i.outbox_id = @outboxId) AND a.rate <> 'off' AND {Live})
        """,
        new { outboxId, now = _session.Now });

    /// <summary>Sets when a digest is due next.</summary>
    public Task SetDueAsync(long subscriptionId, DateTimeOffset? nextDueAt) => _session.ExecuteAsync(
        "UPDATE subscription SET next_due_at = @nextDueAt WHERE subscription_id = @subscriptionId", new { subscriptionId, nextDueAt });

    /// <summary>Of some alerts that are told at once, who gets their mails now and has nothing due.</summary>
    public async Task<IReadOnlyList<WaitingSubscription>> WithNothingDueAsync(IReadOnlyCollection<long> alertIds)
    {
        var waiting = new List<WaitingSubscription>();
        foreach (var list in KeyLists.Of(alertIds))
        {
            waiting.AddRange(await _session.QueryAsync<WaitingSubscription>(
                $"""
                SELECT s.subscription_id, s.last_digest_at, a.rate, a.zone, a.quiet_from, a.quiet_to
                FROM subscription s JOIN recipient r ON r.recipient_id = s.recipient_id JOIN alert a ON a.alert_id = s.alert_id
                WHERE s.alert_id IN (SELECT i.alert_id FROM alert i WHERE i.alert_id IN ({list}) AND i.rate = 'immediate') AND s.next_due_at IS NULL AND {Live}
                """,
                NowAlone()));
        }
        return waiting;
    }

    /// <summary>Sets when digests are due next: many in one statement.</summary>
    public async Task SetDueAsync(IEnumerable<(long SubscriptionId, DateTimeOffset DueAt)> dues)
    {
        foreach (var chunk in dues.Chunk(MovedAtOnce))
        {
            var rows = string.Join(',', chunk.Select(due => $"({Number(due.SubscriptionId)},{Number(due.DueAt.ToUnixTimeMilliseconds())})"));
            await _session.ExecuteAsync(
                $"""
                WITH due (subscription_id, due_at) AS (VALUES {rows})
                UPDATE subscription SET next_due_at = due.due_at FROM due WHERE subscription.subscription_id = due.subscription_id
                """);
        }
    }

    /// <summary>Makes a digest due, unless one is sooner.</summary>
    public Task SetDueByAsync(long subscriptionId, DateTimeOffset dueAt) => _session.ExecuteAsync(
        "UPDATE subscription SET next_due_at = @dueAt WHERE subscription_id = @subscriptionId AND (next_due_at IS NULL OR next_due_at > @dueAt)",
        new { subscriptionId, dueAt });

    /// <summary>Nothing is due to a person any more.</summary>
    public Task NothingDueAsync(long recipientId) => _session.ExecuteAsync(
        "UPDATE subscription SET next_due_at = NULL WHERE recipient_id = @recipientId AND next_due_at IS NOT NULL", new { recipientId });

    /// <summary>The schedules by which something is due later than an instant.</summary>
    public Task<IReadOnlyList<DueSchedule>> SchedulesDueAfterAsync(DateTimeOffset instant) => _session.QueryAsync<DueSchedule>(
        """
        SELECT a.rate, a.zone, a.quiet_from, a.quiet_to, MAX(s.next_due_at) AS last_due_at
        FROM subscription s JOIN alert a ON a.alert_id = s.alert_id
        WHERE s.next_due_at > @instant AND s.unsubscribed_at IS NULL AND a.deleted_at IS NULL
        GROUP BY a.rate, a.zone, a.quiet_from, a.quiet_to
        """,
        new { instant });

    /// <summary>Makes due at an instant what of a schedule is due later than another. Returns how many.</summary>
    public Task<int> BringForwardAsync(DueSchedule schedule, DateTimeOffset laterThan, DateTimeOffset nextDueAt) => _session.ExecuteAsync(
        $"UPDATE subscription SET next_due_at = @nextDueAt WHERE next_due_at > @laterThan AND {OfSchedule}",
        new { schedule.Rate, schedule.Zone, schedule.QuietFrom, schedule.QuietTo, laterThan, nextDueAt });

    /// <summary>The schedules with quiet hours by which something has been due since before an instant.</summary>
    public Task<IReadOnlyList<DueSchedule>> QuietSchedulesDueBeforeAsync(DateTimeOffset instant) => _session.QueryAsync<DueSchedule>(
        """
        SELECT a.rate, a.zone, a.quiet_from, a.quiet_to, MAX(s.next_due_at) AS last_due_at
        FROM subscription s JOIN alert a ON a.alert_id = s.alert_id
        WHERE s.next_due_at < @instant AND a.quiet_from IS NOT NULL AND s.unsubscribed_at IS NULL AND a.deleted_at IS NULL
        GROUP BY a.rate, a.zone, a.quiet_from, a.quiet_to
        """,
        new { instant });

    /// <summary>Makes due at an instant what of a schedule has been due since before another. Returns how many.</summary>
    public Task<int> PutOffAsync(DueSchedule schedule, DateTimeOffset earlierThan, DateTimeOffset nextDueAt) => _session.ExecuteAsync(
        $"UPDATE subscription SET next_due_at = @nextDueAt WHERE next_due_at < @earlierThan AND {OfSchedule}",
        new { schedule.Rate, schedule.Zone, schedule.QuietFrom, schedule.QuietTo, earlierThan, nextDueAt });

    /// <summary>Takes back that a person stopped one alert: told from where it was. What is due is for the caller to set. False when it was not stopped.</summary>
    public async Task<bool> ComeBackAsync(long subscriptionId) => await _session.ExecuteAsync(
        "UPDATE subscription SET unsubscribed_at = NULL WHERE subscription_id = @subscriptionId AND unsubscribed_at IS NOT NULL", new { subscriptionId }) > 0;

    /// <summary>Notes due times that passed, with what was told at them: many in one statement.</summary>
    public async Task MoveOnAsync(IEnumerable<SubscriptionMove> moves)
    {
        foreach (var chunk in moves.Chunk(MovedAtOnce))
        {
            var rows = string.Join(',', chunk.Select(move => $"({Number(move.SubscriptionId)},{Number(move.MatchCursor)},{Number(move.NextDueAt?.ToUnixTimeMilliseconds())})"));
            await _session.ExecuteAsync(
                $"""
                WITH moved (subscription_id, match_cursor, next_due_at) AS (VALUES {rows})
                UPDATE subscription SET last_due_at = subscription.next_due_at, next_due_at = moved.next_due_at,
                    match_cursor = CASE WHEN subscription.match_cursor < moved.match_cursor THEN moved.match_cursor ELSE subscription.match_cursor END,
                    last_digest_at = CASE WHEN moved.match_cursor IS NULL THEN subscription.last_digest_at ELSE @now END
                FROM moved WHERE subscription.subscription_id = moved.subscription_id
                """,
                NowAlone());
        }
    }

    /// <summary>
    /// Stops one alert to one person and cancels what is queued of it; other alerts of a cancelled mail are told anew. False when it was
    /// stopped before.
    /// </summary>
    public async Task<bool> UnsubscribeAsync(long subscriptionId)
    {
        await _session.LockAsync(DataLock.Matches);
        if (await FindAsync(subscriptionId) is not { } subscription)
            return false;
        var stopped = await _session.ExecuteAsync(
            "UPDATE subscription SET unsubscribed_at = @now WHERE subscription_id = @subscriptionId AND unsubscribed_at IS NULL",
            new { subscriptionId, now = _session.Now }) > 0;
        await _session.Outbox.CancelQueuedOfAlertAsync(subscription.AlertId, subscription.RecipientId);
        await SetDueAsync(subscriptionId, nextDueAt: null);
        return stopped;
    }

    private static string Number(long? value) => value is { } number ? number.ToString(CultureInfo.InvariantCulture) : "CAST(NULL AS BIGINT)";

    /// <summary>For statements whose keys are written into them: an anonymous object would be compiled anew for each.</summary>
    private DynamicParameters NowAlone()
    {
        var values = new DynamicParameters();
        values.Add("now", _session.Now);
        return values;
    }
}
