using System.Globalization;
using System.Text;
using Dapper;
using Search.Data.Sql;

namespace Search.Data.Outbox;

/// <summary>Composed mails: exact bytes, the matches behind them, and their way out. Always by id.</summary>
public readonly struct OutboxStore
{
    private const string ListColumns = """
        outbox_id, digest_id, kind, recipient_id, due_at, message_id, envelope_from, envelope_to, subject, alert_count, article_count,
        state, attempts, created_at, next_attempt_at, last_attempt_at, last_reply, sent_at, bounced_at
        """;

    private const int ItemsPerStatement = 500;

    // Parameters are found by their names, one after the other: more mails in a statement would cost more.
    private const int MailsPerStatement = 16;

    private readonly DataSession _session;

    internal OutboxStore(DataSession session) => _session = session;

    /// <summary>
    /// Stores a mail, queued for now, and marks its matches as told, all or nothing. Null, and nothing is written, when a mail of this
    /// digest id is there already. A match that is in another mail to the same person is refused by the database.
    /// </summary>
    public async Task<long?> AddAsync(OutboxDraft draft) =>
        (await AddAsync([draft])).TryGetValue(draft.DigestId, out var outboxId) ? outboxId : null;

    /// <summary><see cref="AddAsync(OutboxDraft)"/> of many in few statements; gives the keys of those that were stored by their digest ids.</summary>
    public async Task<IReadOnlyDictionary<string, long>> AddAsync(IReadOnlyList<OutboxDraft> drafts)
    {
        var ids = new Dictionary<string, long>(drafts.Count);
        foreach (var chunk in drafts.Chunk(MailsPerStatement))
        {
            foreach (var added in await InsertAsync(chunk))
                ids.Add(added.DigestId, added.OutboxId);
        }
        await AddItemsAsync([.. drafts.Where(draft => ids.ContainsKey(draft.DigestId))], ids);
        return ids;
    }

    /// <summary>With its bytes.</summary>
    public Task<OutboxMessage?> FindAsync(long outboxId) =>
        _session.FindAsync<OutboxMessage>($"SELECT {ListColumns}, bytes FROM outbox WHERE outbox_id = @outboxId", new { outboxId });

    /// <inheritdoc cref="FindAsync(long)"/>
    public Task<OutboxMessage?> FindAsync(string digestId) =>
        _session.FindAsync<OutboxMessage>($"SELECT {ListColumns}, bytes FROM outbox WHERE digest_id = @digestId", new { digestId });

    /// <summary>By Message-ID, without angle brackets; without bytes.</summary>
    public Task<OutboxMessage?> FindByMessageIdAsync(string messageId) =>
        _session.FindAsync<OutboxMessage>($"SELECT {ListColumns} FROM outbox WHERE message_id = @messageId", new { messageId });

    /// <summary>How many mails of a kind were written to a person since an instant.</summary>
    public Task<long> CountSinceAsync(long recipientId, OutboxKind kind, DateTimeOffset since) => _session.ScalarAsync<long>(
        "SELECT COUNT(*) FROM outbox WHERE recipient_id = @recipientId AND kind = @kind AND created_at > @since",
        new { recipientId, kind = kind.ToString(), since });

    /// <summary>Mails that tell of an alert, newest first, without bytes.</summary>
    public Task<IReadOnlyList<OutboxMessage>> OfAlertAsync(long alertId, int limit) => _session.QueryAsync<OutboxMessage>(
        $"""
        SELECT {ListColumns} FROM outbox WHERE outbox_id IN (SELECT i.outbox_id FROM outbox_item i WHERE i.alert_id = @alertId)
        ORDER BY outbox_id DESC LIMIT @limit
        """,
        new { alertId, limit });

    /// <summary>Mails in which an article stands, shown or counted, without bytes.</summary>
    public Task<IReadOnlyList<OutboxMessage>> OfArticleAsync(long articleId) => _session.QueryAsync<OutboxMessage>(
        $"SELECT {ListColumns} FROM outbox WHERE outbox_id IN (SELECT i.outbox_id FROM outbox_item i WHERE i.article_id = @articleId) ORDER BY outbox_id", new { articleId });

    /// <summary>Mails to a person, newest first, without bytes.</summary>
    public Task<IReadOnlyList<OutboxMessage>> OfRecipientAsync(long recipientId, int limit = int.MaxValue) => _session.QueryAsync<OutboxMessage>(
        $"SELECT {ListColumns} FROM outbox WHERE recipient_id = @recipientId ORDER BY outbox_id DESC LIMIT @limit", new { recipientId, limit });

    /// <summary>Notes that a mail came back for good. False when it is not one that was sent.</summary>
    public async Task<bool> RecordBounceAsync(long outboxId, string reason) => await _session.ExecuteAsync(
        "UPDATE outbox SET state = 'Bounced', bounced_at = @now, last_reply = @reason WHERE outbox_id = @outboxId AND state = 'Sent'",
        new { outboxId, reason, now = _session.Now }) > 0;

    /// <summary>Erases the bytes of mails that were settled before an instant; their fate stays. Returns how many.</summary>
    public Task<int> EraseBytesAsync(DateTimeOffset before) => _session.ExecuteAsync(
        "UPDATE outbox SET bytes = @nothing WHERE created_at < @before AND state NOT IN ('Queued', 'InHand') AND LENGTH(bytes) > 0", new { before, nothing = Array.Empty<byte>() });

    /// <summary>
    /// Takes an article out of mails: queued ones are cancelled, so that they come again without it; of the others the bytes are erased.
    /// </summary>
    public async Task EraseArticleAsync(long articleId)
    {
        await _session.LockAsync(DataLock.Matches);
        await CancelAsync(await _session.QueryAsync<long>(
            "SELECT o.outbox_id FROM outbox o WHERE o.state IN ('Queued', 'InHand') AND o.outbox_id IN (SELECT i.outbox_id FROM outbox_item i WHERE i.article_id = @articleId) ORDER BY o.outbox_id",
            new { articleId }));
        await _session.ExecuteAsync(
            "UPDATE outbox SET bytes = @nothing WHERE outbox_id IN (SELECT i.outbox_id FROM outbox_item i WHERE i.article_id = @articleId)",
            new { articleId, nothing = Array.Empty<byte>() });
    }

    /// <summary>
    /// Erases the bytes of all test mails, and cancels those that are queued: which articles they show is not kept, and they were only to be looked
    /// at. Returns them, without bytes.
    /// </summary>
    public async Task<IReadOnlyList<OutboxMessage>> EraseTestsAsync()
    {
        await _session.LockAsync(DataLock.Matches);
        var tests = await _session.QueryAsync<OutboxMessage>($"SELECT {ListColumns} FROM outbox WHERE kind = 'Test' AND LENGTH(bytes) > 0 ORDER BY outbox_id");
        await CancelAsync([.. tests.Select(mail => mail.OutboxId)]);
        await _session.ExecuteAsync("UPDATE outbox SET bytes = @nothing WHERE kind = 'Test' AND LENGTH(bytes) > 0", new { nothing = Array.Empty<byte>() });
        return tests;
    }

    /// <summary>Newest first, without bytes.</summary>
    public Task<IReadOnlyList<OutboxMessage>> NewestAsync(int limit) =>
        _session.QueryAsync<OutboxMessage>($"SELECT {ListColumns} FROM outbox ORDER BY outbox_id DESC LIMIT @limit", new { limit });

    public Task<long> CountAsync(OutboxState state) =>
        _session.ScalarAsync<long>("SELECT COUNT(*) FROM outbox WHERE state = @state", new { state = state.ToString() });

    /// <summary>The newest revision of an article of which a person was told; null for none.</summary>
    public Task<int?> ToldRevisionAsync(long recipientId, long articleId) => _session.ScalarAsync<int?>(
        "SELECT MAX(revision) FROM outbox_item WHERE recipient_id = @recipientId AND article_id = @articleId", new { recipientId, articleId });

    /// <summary>The matches of a mail, in its order.</summary>
    public Task<IReadOnlyList<OutboxItem>> ItemsAsync(long outboxId) => _session.QueryAsync<OutboxItem>(
        """
        SELECT outbox_id, match_id, alert_id, article_id, revision, place AS "placing", ordinal FROM outbox_item
        WHERE outbox_id = @outboxId ORDER BY ordinal, alert_id
        """,
        new { outboxId });

    /// <summary>
    /// Queued mails whose attempt is due, taken in hand for <paramref name="owner"/> until <paramref name="lease"/> has passed, with their bytes,
    /// oldest first; none to suspended addresses. Whether one was called back meanwhile is asked by <see cref="MayHandOverAsync"/>.
    /// </summary>
    public async Task<IReadOnlyList<OutboxMessage>> ClaimDueAsync(string owner, TimeSpan lease, int limit)
    {
        var claimed = await _session.QueryAsync<OutboxMessage>(
            $"""
            UPDATE outbox SET state = 'InHand', claimed_by = @owner, claimed_until = @until
            WHERE outbox_id IN (
                SELECT outbox_id FROM outbox
                WHERE state = 'Queued' AND next_attempt_at <= @now
                    AND NOT EXISTS (SELECT 1 FROM recipient r WHERE r.recipient_id = outbox.recipient_id AND r.suspended_at IS NOT NULL)
                ORDER BY next_attempt_at, outbox_id LIMIT @limit {_session.Dialect.SkipLocked})
            RETURNING {ListColumns}, bytes
            """,
            new { owner, now = _session.Now, until = _session.Now + lease, limit });
        return [.. claimed.OrderBy(message => message.OutboxId)];
    }

    /// <summary>Makes a queued mail's next attempt due now; null for all. Returns how many.</summary>
    public Task<int> AttemptSoonAsync(long? outboxId = null) => _session.ExecuteAsync(
        "UPDATE outbox SET next_attempt_at = @now WHERE state = 'Queued' AND (CAST(@outboxId AS BIGINT) IS NULL OR outbox_id = @outboxId)",
        new { outboxId, now = _session.Now });

    /// <summary>
    /// Ends claims with what came of the attempts, many in few statements. One that is queued again is cancelled instead when that was asked for
    /// meanwhile. A claim that had passed to another process is left to it. A server's words on a mail whose person was erased, which may name them,
    /// are not kept. Returns how many were recorded.
    /// </summary>
    public async Task<int> RecordAttemptsAsync(string owner, IReadOnlyList<Attempt> attempts)
    {
        var recorded = 0;
        if (attempts.Any(attempt => attempt.State == OutboxState.Queued))
            await _session.LockAsync(DataLock.Matches);
        foreach (var chunk in attempts.Chunk(MailsPerStatement))
        {
            var ended = await EndAsync(owner, chunk);
            recorded += ended.Count;
            await CancelAsync([.. ended.Where(mail => mail.CalledBack).Select(mail => mail.OutboxId)]);
        }
        return recorded;
    }

    /// <summary>
    /// True while a mail is in this owner's hand and was not called back. Asked right before it is handed over: from then on whoever calls it back
    /// waits until it is out of that hand.
    /// </summary>
    public async Task<bool> MayHandOverAsync(long outboxId, string owner) => await _session.ScalarAsync<long?>(
        "SELECT 1 FROM outbox WHERE outbox_id = @outboxId AND state = 'InHand' AND next_attempt_at IS NOT NULL AND claimed_by = @owner AND claimed_until > @now",
        new { outboxId, owner, now = _session.Now }) is not null;

    /// <summary>Mails in this owner's hand that were called back.</summary>
    public Task<IReadOnlyList<long>> CalledBackAsync(string owner) => _session.QueryAsync<long>(
        "SELECT outbox_id FROM outbox WHERE state = 'InHand' AND next_attempt_at IS NULL AND claimed_by = @owner", new { owner });

    /// <summary>Keeps mails (one to a thousand) in this owner's hand for longer.</summary>
    public Task RenewAsync(string owner, IReadOnlyCollection<long> outboxIds, TimeSpan lease) => _session.ExecuteAsync(
        $"UPDATE outbox SET claimed_until = @until WHERE outbox_id IN ({KeyLists.Short(outboxIds)}) AND claimed_by = @owner AND state = 'InHand'",
        Values(("owner", owner), ("until", _session.Now + lease)));

    /// <summary>Gives mails (one to a thousand) back without an attempt; those that were called back are cancelled.</summary>
    public Task ReleaseAsync(string owner, IReadOnlyCollection<long> outboxIds) =>
        RequeueAsync($"claimed_by = @owner AND outbox_id IN ({KeyLists.Short(outboxIds)})", Values(("owner", owner)));

    /// <summary>Gives back what this owner has in hand beside some mails.</summary>
    public Task ReleaseOthersAsync(string owner, IReadOnlyCollection<long> known) =>
        RequeueAsync($"claimed_by = @owner AND {KeyLists.NoneOf("outbox_id", known)}", Values(("owner", owner)));

    /// <summary>What lies in hands whose lease has ended is queued again: their processes are gone, or stand still.</summary>
    public Task ReleaseLapsedAsync() => RequeueAsync("claimed_until <= @now", Values(("now", _session.Now)));

    /// <summary>Who holds claims.</summary>
    public Task<IReadOnlyList<string>> ClaimOwnersAsync() =>
        _session.QueryAsync<string>("SELECT DISTINCT claimed_by FROM outbox WHERE state = 'InHand'");

    /// <summary>Who has mails to a person in hand now.</summary>
    public Task<IReadOnlyList<string>> HandsAsync(long recipientId) => _session.QueryAsync<string>(
        "SELECT DISTINCT claimed_by FROM outbox WHERE recipient_id = @recipientId AND state = 'InHand'", new { recipientId });

    /// <summary>Gives back all claims of an owner that is no more; what it had in hand may or may not have arrived, and goes again.</summary>
    public Task ReleaseDeadAsync(string owner) => RequeueAsync("claimed_by = @owner", Values(("owner", owner)));

    /// <summary>Gives back all claims, of owners that are not known here: those of the place where a backup was written.</summary>
    internal async Task ReleaseAllAsync()
    {
        await _session.ExecuteAsync("UPDATE outbox SET claimed_by = NULL, claimed_until = NULL WHERE state = 'Queued' AND claimed_by IS NOT NULL");
        await RequeueAsync("TRUE", Values());
    }

    /// <summary>Cancels every mail to a person that is not on its way. Returns how many.</summary>
    public async Task<int> CancelQueuedAsync(long recipientId)
    {
        await _session.LockAsync(DataLock.Matches);
        return await CancelAsync(await _session.QueryAsync<long>(
            "SELECT outbox_id FROM outbox WHERE recipient_id = @recipientId AND state IN ('Queued', 'InHand')", new { recipientId }));
    }

    /// <summary>Cancels mails that tell of an alert and are not on their way, to one person or to all for null. Returns how many.</summary>
    public async Task<int> CancelQueuedOfAlertAsync(long alertId, long? recipientId)
    {
        await _session.LockAsync(DataLock.Matches);
        return await CancelAsync(await _session.QueryAsync<long>(
            """
            SELECT DISTINCT o.outbox_id FROM outbox o JOIN outbox_item i ON i.outbox_id = o.outbox_id
            WHERE i.alert_id = @alertId AND o.state IN ('Queued', 'InHand') AND (CAST(@recipientId AS BIGINT) IS NULL OR o.recipient_id = @recipientId)
            """,
            new { alertId, recipientId }));
    }

    /// <summary>
    /// Cancels a queued mail and erases its bytes. Its matches are free to be told by another: the person's alerts in it are due at once, so that
    /// what is still wanted of them comes again. One that is in hand is cancelled when it would be queued again, and false until then.
    /// </summary>
    public async Task<bool> CancelAsync(long outboxId)
    {
        await _session.LockAsync(DataLock.Matches);
        var values = new { outboxId };
        // One statement for both states: between two, a mail might change from one to the other.
        var state = await _session.ScalarAsync<string?>(
            """
            UPDATE outbox SET state = CASE WHEN state = 'Queued' THEN 'Cancelled' ELSE state END, next_attempt_at = NULL
            WHERE outbox_id = @outboxId AND state IN ('Queued', 'InHand') RETURNING state
            """,
            values);
        if (state != nameof(OutboxState.Cancelled))
            return false;
        await SetFreeAsync(outboxId);
        return true;
    }

    /// <summary>
    /// Sets free what refused, returned and given up mails told a person, who never read it, and erases their bytes: as far as it is still
    /// wanted it comes in another mail. Returns of how many mails.
    /// </summary>
    public async Task<int> SetUnreadFreeAsync(long recipientId)
    {
        await _session.LockAsync(DataLock.Matches);
        var unread = await _session.QueryAsync<long>(
            """
            SELECT o.outbox_id FROM outbox o WHERE o.recipient_id = @recipientId AND o.state IN ('Failed', 'Bounced', 'Expired')
                AND EXISTS (SELECT 1 FROM outbox_item i WHERE i.outbox_id = o.outbox_id) ORDER BY o.outbox_id
            """,
            new { recipientId });
        foreach (var outboxId in unread)
            await SetFreeAsync(outboxId);
        return unread.Count;
    }

    /// <summary>The bytes go with the items, by which an article that is taken down would find them.</summary>
    private async Task SetFreeAsync(long outboxId)
    {
        var values = new { outboxId, nothing = Array.Empty<byte>() };
        await _session.ExecuteAsync(
            """
            UPDATE subscription SET match_cursor = (
                SELECT CASE WHEN MIN(i.match_id) <= subscription.match_cursor THEN MIN(i.match_id) - 1 ELSE subscription.match_cursor END
                FROM outbox_item i WHERE i.outbox_id = @outboxId AND i.alert_id = subscription.alert_id)
            WHERE recipient_id = (SELECT recipient_id FROM outbox WHERE outbox_id = @outboxId)
                AND alert_id IN (SELECT alert_id FROM outbox_item WHERE outbox_id = @outboxId);
            """,
            values);
        await _session.Subscriptions.MakeDueOfMailAsync(outboxId);
        await _session.ExecuteAsync(
            """
            UPDATE outbox SET bytes = @nothing WHERE outbox_id = @outboxId;
            DELETE FROM outbox_item WHERE outbox_id = @outboxId;
            UPDATE article_match SET outbox_id = NULL, state = 'Pending' WHERE outbox_id = @outboxId
                AND NOT EXISTS (SELECT 1 FROM outbox_item i WHERE i.match_id = article_match.match_id);
            UPDATE article_match SET outbox_id = (SELECT MIN(i.outbox_id) FROM outbox_item i WHERE i.match_id = article_match.match_id)
                WHERE outbox_id = @outboxId;
            UPDATE notice SET outbox_id = NULL WHERE outbox_id = @outboxId;
            """,
            values);
    }

    /// <summary>What some process had in hand is queued again, or cancelled when that was asked for meanwhile.</summary>
    private async Task RequeueAsync(string which, DynamicParameters values)
    {
        await _session.LockAsync(DataLock.Matches);
        var calledBack = await _session.QueryAsync<long>(
            $"""
            UPDATE outbox SET state = 'Queued', claimed_by = NULL, claimed_until = NULL WHERE state = 'InHand' AND {which}
            RETURNING CASE WHEN next_attempt_at IS NULL THEN outbox_id ELSE 0 END
            """,
            values);
        await CancelAsync([.. calledBack.Where(outboxId => outboxId != 0)]);
    }

    private Task<IReadOnlyList<EndedMail>> EndAsync(string owner, IReadOnlyList<Attempt> attempts)
    {
        var values = Values(("owner", owner), ("now", _session.Now));
        var rows = new StringBuilder();
        for (var at = 0; at < attempts.Count; at++)
        {
            var attempt = attempts[at];
            var next = attempt.NextAttemptAt is { } time ? time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) : "CAST(NULL AS BIGINT)";
            rows.Append(at == 0 ? "" : ", ").Append(CultureInfo.InvariantCulture, $"({attempt.OutboxId}, '{attempt.State}', CAST(@reply{at} AS TEXT), {next})");
            values.Add(Name("reply", at), attempt.Reply);
        }
        return _session.QueryAsync<EndedMail>(
            $"""
            WITH attempt (outbox_id, state, reply, next_attempt_at) AS (VALUES {rows})
            UPDATE outbox SET state = attempt.state, attempts = outbox.attempts + 1, last_attempt_at = @now,
                last_reply = CASE WHEN outbox.envelope_to = '' AND attempt.state <> 'PickedUp' THEN NULL ELSE attempt.reply END,
                next_attempt_at = CASE WHEN outbox.next_attempt_at IS NULL THEN NULL ELSE attempt.next_attempt_at END,
                sent_at = CASE WHEN attempt.state IN ('Sent', 'PickedUp') THEN @now ELSE outbox.sent_at END, claimed_by = NULL, claimed_until = NULL
            FROM attempt WHERE outbox.outbox_id = attempt.outbox_id AND outbox.claimed_by = @owner AND outbox.state = 'InHand'
            RETURNING outbox.outbox_id AS outbox_id, outbox.state = 'Queued' AND outbox.next_attempt_at IS NULL AS called_back
            """,
            values);
    }

    private async Task<int> CancelAsync(IReadOnlyList<long> outboxIds)
    {
        var cancelled = 0;
        foreach (var outboxId in outboxIds)
            cancelled += await CancelAsync(outboxId) ? 1 : 0;
        return cancelled;
    }

    private Task<IReadOnlyList<AddedMail>> InsertAsync(IReadOnlyList<OutboxDraft> drafts)
    {
        var values = Values(("now", _session.Now));
        var rows = new StringBuilder();
        for (var at = 0; at < drafts.Count; at++)
        {
            var draft = drafts[at];
            rows.Append(at == 0 ? "" : ",\n").Append(
                CultureInfo.InvariantCulture,
                $"(@id{at}, '{draft.Kind}', {draft.RecipientId}, {draft.DueAt.ToUnixTimeMilliseconds()}, @message{at}, @from{at}, @to{at}, @subject{at}, {draft.AlertCount}, {draft.ArticleCount}, @bytes{at}, 'Queued', 0, @now, @now)");
            values.Add(Name("id", at), draft.DigestId);
            values.Add(Name("message", at), draft.MessageId);
            values.Add(Name("from", at), draft.EnvelopeFrom);
            values.Add(Name("to", at), draft.EnvelopeTo);
            values.Add(Name("subject", at), draft.Subject);
            values.Add(Name("bytes", at), draft.Bytes);
        }
        return _session.QueryAsync<AddedMail>(
            $"""
            INSERT INTO outbox (digest_id, kind, recipient_id, due_at, message_id, envelope_from, envelope_to, subject, alert_count, article_count,
                bytes, state, attempts, created_at, next_attempt_at)
            VALUES {rows} ON CONFLICT (digest_id) DO NOTHING RETURNING outbox_id, digest_id
            """,
            values);
    }

    private async Task AddItemsAsync(IReadOnlyList<OutboxDraft> drafts, Dictionary<string, long> ids)
    {
        var items = drafts.SelectMany(draft => draft.Items, (draft, item) => (Mail: ids[draft.DigestId], Draft: draft, Item: item)).ToList();
        foreach (var chunk in items.Chunk(ItemsPerStatement))
        {
            var rows = string.Join(",\n", chunk.Select(row => string.Create(
                CultureInfo.InvariantCulture,
                $"({row.Mail},{row.Item.MatchId},{row.Draft.RecipientId},{row.Item.AlertId},{row.Item.ArticleId},{row.Item.Revision},'{row.Item.Placing}',{row.Item.Ordinal})")));
            await _session.ExecuteAsync($"INSERT INTO outbox_item (outbox_id, match_id, recipient_id, alert_id, article_id, revision, place, ordinal) VALUES {rows}");
        }
        foreach (var chunk in items.GroupBy(row => row.Item.MatchId, row => row.Mail).OrderBy(match => match.Key).Chunk(ItemsPerStatement))
        {
            var rows = string.Join(',', chunk.Select(match => string.Create(CultureInfo.InvariantCulture, $"({match.Key},{match.Min()})")));
            await _session.ExecuteAsync(
                $"""
                WITH told (match_id, outbox_id) AS (VALUES {rows})
                UPDATE article_match SET state = 'Told', outbox_id = COALESCE(article_match.outbox_id, told.outbox_id)
                FROM told WHERE article_match.match_id = told.match_id
                """);
        }
    }

    private static string Name(string name, int at) => string.Create(CultureInfo.InvariantCulture, $"{name}{at}");

    /// <summary>For statements whose keys are written into them: an anonymous object would be compiled anew for each.</summary>
    private static DynamicParameters Values(params ReadOnlySpan<(string Name, object Value)> given)
    {
        var values = new DynamicParameters();
        foreach (var (name, value) in given)
            values.Add(name, value);
        return values;
    }

    private sealed record AddedMail
    {
        public required long OutboxId { get; init; }

        public required string DigestId { get; init; }
    }

    private sealed record EndedMail
    {
        public required long OutboxId { get; init; }

        public required bool CalledBack { get; init; }
    }
}
