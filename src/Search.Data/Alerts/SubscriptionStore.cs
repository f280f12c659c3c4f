namespace Search.Data.Alerts;

/// <summary>Who is told of which alert, and when next.</summary>
public readonly struct SubscriptionStore
{
    private const string Columns = """
        SELECT s.subscription_id, s.alert_id, s.recipient_id, r.address, s.token, s.match_cursor, s.next_due_at, s.last_digest_at, s.created_at,
               s.unsubscribed_at
        FROM subscription s JOIN recipient r ON r.recipient_id = s.recipient_id
        """;

    // A person who gets mail, of an alert that is there and not paused.
    private const string Live = """
        s.unsubscribed_at IS NULL AND r.confirmed_at IS NOT NULL AND r.unsubscribed_at IS NULL AND r.suspended_at IS NULL
        AND a.deleted_at IS NULL AND (a.paused_at IS NULL OR a.pause_until <= @now)
        """;

    private readonly DataSession _session;

    internal SubscriptionStore(DataSession session) => _session = session;

    /// <summary>Tells a person of an alert from its next match on (or from its first, for the alert's first people). Again for one who left: they are back.</summary>
    public async Task<Subscription> AddAsync(long alertId, long recipientId, DateTimeOffset? nextDueAt)
    {
        await _session.ExecuteAsync(
            """
            INSERT INTO subscription (alert_id, recipient_id, token, match_cursor, next_due_at, created_at)
            VALUES (@alertId, @recipientId, @token, (SELECT COALESCE(MAX(match_id), 0) FROM article_match WHERE alert_id = @alertId), @nextDueAt, @now)
            ON CONFLICT (alert_id, recipient_id) DO UPDATE SET unsubscribed_at = NULL, next_due_at = excluded.next_due_at,
                match_cursor = CASE WHEN subscription.unsubscribed_at IS NULL THEN subscription.match_cursor ELSE excluded.match_cursor END
            """,
            new { alertId, recipientId, token = Token.New(), nextDueAt, now = _session.Now });
        return (await _session.FindAsync<Subscription>(
            Columns + " WHERE s.alert_id = @alertId AND s.recipient_id = @recipientId", new { alertId, recipientId }))!;
    }

    /// <summary>Everybody of an alert, those who left too.</summary>
    public Task<IReadOnlyList<Subscription>> OfAlertAsync(long alertId) =>
        _session.QueryAsync<Subscription>(Columns + " WHERE s.alert_id = @alertId ORDER BY s.subscription_id", new { alertId });

    public Task<Subscription?> FindByTokenAsync(string token) => _session.FindAsync<Subscription>(Columns + " WHERE s.token = @token", new { token });

    /// <summary>People with something due, those who wait longest first; on request only people whom the operator named.</summary>
    public Task<IReadOnlyList<long>> DueRecipientsAsync(int limit, bool operatorsOnly = false) => _session.QueryAsync<long>(
        $"""
        SELECT s.recipient_id FROM subscription s JOIN recipient r ON r.recipient_id = s.recipient_id JOIN alert a ON a.alert_id = s.alert_id
        WHERE s.next_due_at <= @now AND (r.operator OR NOT @operatorsOnly) AND {Live}
        GROUP BY s.recipient_id ORDER BY MIN(s.next_due_at), s.recipient_id LIMIT @limit
        """,
        new { now = _session.Now, limit, operatorsOnly });

    /// <summary>What of a person's alerts is due now.</summary>
    public Task<IReadOnlyList<Subscription>> DueOfAsync(long recipientId) => _session.QueryAsync<Subscription>(
        $"{Columns} JOIN alert a ON a.alert_id = s.alert_id WHERE s.recipient_id = @recipientId AND s.next_due_at <= @now AND {Live} ORDER BY s.alert_id",
        new { recipientId, now = _session.Now });

    /// <summary>Makes everything that may be told due now: of one alert, or of all for null. Returns how many.</summary>
    public Task<int> MakeDueAsync(long? alertId = null) => _session.ExecuteAsync(
        """
        UPDATE subscription SET next_due_at = @now
        WHERE unsubscribed_at IS NULL AND alert_id IN (SELECT a.alert_id FROM alert a WHERE a.deleted_at IS NULL AND a.rate <> 'off') AND (CAST(@alertId AS BIGINT) IS NULL OR alert_id = @alertId) AND (next_due_at IS NULL OR next_due_at > @now)
        """,
        new { alertId, now = _session.Now });

    /// <summary>Sets when a digest is due next.</summary>
    public Task SetDueAsync(long subscriptionId, DateTimeOffset? nextDueAt) => _session.ExecuteAsync(
        "UPDATE subscription SET next_due_at = @nextDueAt WHERE subscription_id = @subscriptionId", new { subscriptionId, nextDueAt });

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
        """
        UPDATE subscription SET next_due_at = @nextDueAt
        WHERE next_due_at > @laterThan AND alert_id IN (SELECT a.alert_id FROM alert a WHERE a.rate = @Rate AND a.zone = @Zone
            AND COALESCE(a.quiet_from, '') = COALESCE(CAST(@QuietFrom AS TEXT), '') AND COALESCE(a.quiet_to, '') = COALESCE(CAST(@QuietTo AS TEXT), ''))
        """,
        new { schedule.Rate, schedule.Zone, schedule.QuietFrom, schedule.QuietTo, laterThan, nextDueAt });

    /// <summary>Notes a digest: matches up to <paramref name="matchCursor"/> are in a mail.</summary>
    public Task RecordDigestAsync(long subscriptionId, long matchCursor, DateTimeOffset? nextDueAt) => _session.ExecuteAsync(
        """
        UPDATE subscription SET match_cursor = CASE WHEN match_cursor < @matchCursor THEN @matchCursor ELSE match_cursor END,
            next_due_at = @nextDueAt, last_digest_at = @now
        WHERE subscription_id = @subscriptionId
        """,
        new { subscriptionId, matchCursor, nextDueAt, now = _session.Now });

    /// <summary>Stops one alert to one person and cancels what is queued of it; other alerts of a cancelled mail are told anew.</summary>
    public async Task UnsubscribeAsync(long subscriptionId)
    {
        var subscription = await _session.FindAsync<Subscription>(Columns + " WHERE s.subscription_id = @subscriptionId", new { subscriptionId });
        if (subscription is null)
            return;
        await _session.ExecuteAsync(
            "UPDATE subscription SET unsubscribed_at = COALESCE(unsubscribed_at, @now) WHERE subscription_id = @subscriptionId",
            new { subscriptionId, now = _session.Now });
        await _session.Outbox.CancelQueuedOfAlertAsync(subscription.AlertId, subscription.RecipientId);
    }
}
