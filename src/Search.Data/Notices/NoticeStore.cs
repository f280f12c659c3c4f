using Search.Data.Sql;

namespace Search.Data.Notices;

/// <summary>What owners are to be told. Written in the transaction of what it tells of, so that no kill loses it.</summary>
public readonly struct NoticeStore
{
    private const string Columns = "SELECT notice_id, recipient_id, kind, alert_id, about, detail, created_at, outbox_id FROM notice";

    private readonly DataSession _session;

    internal NoticeStore(DataSession session) => _session = session;

    public Task AddAsync(Notice notice) => _session.ExecuteAsync(
        """
        INSERT INTO notice (recipient_id, kind, alert_id, about, detail, created_at)
        VALUES (@RecipientId, @kind, @AlertId, @About, @Detail, @now)
        """,
        new { notice.RecipientId, kind = notice.Kind.ToString(), notice.AlertId, notice.About, notice.Detail, now = _session.Now });

    /// <summary>People with notices that no mail tells yet and that were written before an instant, who may get mail.</summary>
    public Task<IReadOnlyList<long>> WaitingAsync(DateTimeOffset before, int limit, bool operatorsOnly) => _session.QueryAsync<long>(
        """
        SELECT n.recipient_id FROM notice n JOIN recipient r ON r.recipient_id = n.recipient_id
        WHERE n.outbox_id IS NULL AND r.unsubscribed_at IS NULL AND r.suspended_at IS NULL AND r.erased_at IS NULL
            AND (r.operator OR NOT @operatorsOnly)
            AND EXISTS (SELECT 1 FROM consent c WHERE c.owner_id = n.recipient_id AND c.recipient_id = n.recipient_id AND c.confirmed_at IS NOT NULL)
        GROUP BY n.recipient_id HAVING MIN(n.created_at) <= @before ORDER BY MIN(n.notice_id) LIMIT @limit
        """,
        new { before, limit, operatorsOnly });

    /// <summary>What no mail tells one person yet, oldest first.</summary>
    public Task<IReadOnlyList<Notice>> UntoldAsync(long recipientId, int limit) => _session.QueryAsync<Notice>(
        Columns + " WHERE recipient_id = @recipientId AND outbox_id IS NULL ORDER BY notice_id LIMIT @limit", new { recipientId, limit });

    /// <summary>Newest first, told or not; of all people.</summary>
    public Task<IReadOnlyList<Notice>> NewestAsync(int limit) =>
        _session.QueryAsync<Notice>(Columns + " ORDER BY notice_id DESC LIMIT @limit", new { limit });

    /// <summary>Notes the mail that tells them.</summary>
    public Task RecordToldAsync(IReadOnlyCollection<long> noticeIds, long outboxId) => _session.ExecuteAsync(
        $"UPDATE notice SET outbox_id = @outboxId WHERE notice_id IN ({KeyLists.Short(noticeIds)})", new { outboxId });
}
