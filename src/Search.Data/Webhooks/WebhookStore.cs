using System.Security.Cryptography;
using Search.Data.Outbox;

namespace Search.Data.Webhooks;

/// <summary>Webhooks and their calls. Always by id.</summary>
public readonly struct WebhookStore
{
    private const string Columns = "SELECT w.webhook_id, w.alert_id, w.url, w.secret, w.match_cursor, w.created_at, w.disabled_at, w.disabled_reason FROM webhook w";

    /// <summary>Of webhook w and alert a: calls may be made now.</summary>
    private const string Standing = "w.disabled_at IS NULL AND a.deleted_at IS NULL AND a.rate <> 'off' AND (a.paused_at IS NULL OR a.pause_until <= @now)";

    private const int KeyBytes = 32;

    private const string CallColumns = "call_id, webhook_id, event_id, body, state, attempts, created_at, next_attempt_at, last_attempt_at, last_reply";

    private readonly DataSession _session;

    internal WebhookStore(DataSession session) => _session = session;

    /// <summary>Adds a webhook that is called from the alert's next match on. Null when the alert has one of this address.</summary>
    public async Task<Webhook?> AddAsync(long alertId, string url)
    {
        var webhookId = await _session.ScalarAsync<long?>(
            """
            INSERT INTO webhook (alert_id, url, secret, match_cursor, created_at)
            VALUES (@alertId, @url, @secret, (SELECT COALESCE(MAX(match_id), 0) FROM article_match WHERE alert_id = @alertId), @now)
            ON CONFLICT (alert_id, url) DO NOTHING RETURNING webhook_id
            """,
            new { alertId, url, secret = "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)), now = _session.Now });
        return webhookId is { } id ? await FindAsync(id) : null;
    }

    public Task<Webhook?> FindAsync(long webhookId) => _session.FindAsync<Webhook>(Columns + " WHERE w.webhook_id = @webhookId", new { webhookId });

    public Task<IReadOnlyList<Webhook>> OfAlertAsync(long alertId) =>
        _session.QueryAsync<Webhook>(Columns + " WHERE w.alert_id = @alertId ORDER BY w.webhook_id", new { alertId });

    /// <summary>Those of all alerts but deleted ones.</summary>
    public Task<IReadOnlyList<Webhook>> ListAsync() => _session.QueryAsync<Webhook>(
        Columns + " JOIN alert a ON a.alert_id = w.alert_id WHERE a.deleted_at IS NULL ORDER BY w.alert_id, w.webhook_id");

    /// <summary>Removes a webhook with its calls. False when there is none.</summary>
    public async Task<bool> RemoveAsync(long webhookId)
    {
        await _session.ExecuteAsync("DELETE FROM webhook_call WHERE webhook_id = @webhookId", new { webhookId });
        return await _session.ExecuteAsync("DELETE FROM webhook WHERE webhook_id = @webhookId", new { webhookId }) > 0;
    }

    /// <summary>
    /// Webhooks of standing alerts, after a key, with matches that no call has yet. While a call waits there is no next one: what is found
    /// meanwhile goes into one call, not many.
    /// </summary>
    public Task<IReadOnlyList<Webhook>> BehindAsync(long afterWebhook, int limit) => _session.QueryAsync<Webhook>(
        $"""
        {Columns} JOIN alert a ON a.alert_id = w.alert_id
        WHERE w.webhook_id > @afterWebhook AND {Standing}
            AND EXISTS (SELECT 1 FROM article_match m WHERE m.alert_id = w.alert_id AND m.match_id > w.match_cursor AND m.state IN ('Pending', 'Told'))
            AND NOT EXISTS (SELECT 1 FROM webhook_call c WHERE c.webhook_id = w.webhook_id AND c.state = 'Queued')
        ORDER BY w.webhook_id LIMIT @limit
        """,
        new { afterWebhook, limit, now = _session.Now });

    /// <summary>
    /// Stores a call and moves the webhook's cursor on from where it was read, all or nothing. False when another process moved it meanwhile.
    /// A null <paramref name="body"/> moves the cursor alone.
    /// </summary>
    public async Task<bool> AddCallAsync(Webhook webhook, long matchCursor, string eventId, string? body)
    {
        var moved = await _session.ExecuteAsync(
            "UPDATE webhook SET match_cursor = @to WHERE webhook_id = @WebhookId AND match_cursor = @from AND disabled_at IS NULL",
            new { to = matchCursor, webhook.WebhookId, from = webhook.MatchCursor }) > 0;
        if (moved && body is not null)
        {
            await _session.ExecuteAsync(
                """
                INSERT INTO webhook_call (webhook_id, event_id, body, state, attempts, created_at, next_attempt_at)
                VALUES (@WebhookId, @eventId, @body, 'Queued', 0, @now, @now)
                """,
                new { webhook.WebhookId, eventId, body, now = _session.Now });
        }
        return moved;
    }

    /// <summary>
    /// Calls whose attempt is due, claimed for <paramref name="owner"/> until <paramref name="lease"/> has passed, oldest first. Of each
    /// webhook the first one only: a call that waits, or is in another's hands, holds those after it.
    /// </summary>
    public async Task<IReadOnlyList<WebhookCall>> ClaimDueAsync(string owner, TimeSpan lease, int limit)
    {
        var claimed = await _session.QueryAsync<WebhookCall>(
            $"""
            UPDATE webhook_call SET claimed_by = @owner, claimed_until = @until
            WHERE call_id IN (
                SELECT c.call_id FROM webhook_call c
                WHERE c.state = 'Queued' AND c.next_attempt_at <= @now AND (c.claimed_until IS NULL OR c.claimed_until <= @now)
                    AND NOT EXISTS (SELECT 1 FROM webhook_call e WHERE e.webhook_id = c.webhook_id AND e.state = 'Queued' AND e.call_id < c.call_id)
                    AND EXISTS (SELECT 1 FROM webhook w JOIN alert a ON a.alert_id = w.alert_id WHERE w.webhook_id = c.webhook_id AND {Standing})
                ORDER BY c.next_attempt_at, c.call_id LIMIT @limit {_session.Dialect.SkipLocked})
            RETURNING {CallColumns}
            """,
            new { owner, now = _session.Now, until = _session.Now + lease, limit });
        return [.. claimed.OrderBy(call => call.CallId)];
    }

    /// <summary>Ends a claim with what came of the attempt; false when the claim had passed to another process.</summary>
    public async Task<bool> RecordAttemptAsync(long callId, string owner, OutboxState state, string reply, DateTimeOffset? nextAttemptAt) =>
        await _session.ExecuteAsync(
            """
            UPDATE webhook_call SET state = @state, attempts = attempts + 1, last_attempt_at = @now, last_reply = @reply, next_attempt_at = @nextAttemptAt,
                body = CASE WHEN @state = 'Queued' THEN body ELSE '' END, claimed_by = NULL, claimed_until = NULL
            WHERE call_id = @callId AND claimed_by = @owner AND state = 'Queued'
            """,
            new { callId, owner, state = state.ToString(), reply, nextAttemptAt, now = _session.Now }) > 0;

    /// <summary>Makes every waiting call's next attempt due now.</summary>
    public Task AttemptSoonAsync() => _session.ExecuteAsync("UPDATE webhook_call SET next_attempt_at = @now WHERE state = 'Queued'", new { now = _session.Now });

    /// <summary>Calls a webhook no more, and cancels what is queued for it. False when that was so before.</summary>
    public async Task<bool> DisableAsync(long webhookId, string reason)
    {
        await _session.ExecuteAsync("UPDATE webhook_call SET state = 'Cancelled', body = '', next_attempt_at = NULL WHERE webhook_id = @webhookId AND state = 'Queued'", new { webhookId });
        return await _session.ExecuteAsync(
            "UPDATE webhook SET disabled_at = @now, disabled_reason = @reason WHERE webhook_id = @webhookId AND disabled_at IS NULL",
            new { webhookId, reason, now = _session.Now }) > 0;
    }

    /// <summary>Cancels what is queued of an alert.</summary>
    public Task CancelOfAlertAsync(long alertId) => _session.ExecuteAsync(
        """
        UPDATE webhook_call SET state = 'Cancelled', body = '', next_attempt_at = NULL
        WHERE state = 'Queued' AND webhook_id IN (SELECT webhook_id FROM webhook WHERE alert_id = @alertId)
        """,
        new { alertId });

    /// <summary>Takes an article, by its opaque name, out of what is queued. A receiver that has the call already knows it by its event id.</summary>
    public async Task EraseArticleAsync(string articleId)
    {
        var queued = await _session.QueryAsync<WebhookCall>(
            $"SELECT {CallColumns} FROM webhook_call WHERE state = 'Queued' AND body LIKE @pattern ESCAPE '!' ORDER BY call_id", new { pattern = CallBody.Pattern(articleId) });
        foreach (var call in queued)
        {
            await _session.ExecuteAsync(
                "UPDATE webhook_call SET body = @body WHERE call_id = @CallId AND state = 'Queued'", new { call.CallId, body = CallBody.Without(call.Body, articleId) });
        }
    }

    /// <summary>Newest first.</summary>
    public Task<IReadOnlyList<WebhookCall>> NewestCallsAsync(long webhookId, int limit) => _session.QueryAsync<WebhookCall>(
        $"SELECT {CallColumns} FROM webhook_call WHERE webhook_id = @webhookId ORDER BY call_id DESC LIMIT @limit", new { webhookId, limit });

    /// <summary>Owners of claims on calls.</summary>
    public Task<IReadOnlyList<string>> ClaimOwnersAsync() =>
        _session.QueryAsync<string>("SELECT DISTINCT claimed_by FROM webhook_call WHERE state = 'Queued' AND claimed_by IS NOT NULL");

    /// <summary>Gives all claims of an owner back without an attempt.</summary>
    public Task ReleaseOwnerAsync(string owner) => _session.ExecuteAsync(
        "UPDATE webhook_call SET claimed_by = NULL, claimed_until = NULL WHERE claimed_by = @owner AND state = 'Queued'", new { owner });
}
