using Search.Data.Sql;

namespace Search.Data.Alerts;

/// <summary>Who agreed to whose mails.</summary>
public readonly struct ConsentStore
{
    private const string Columns = "SELECT owner_id, recipient_id, token, created_at, asked_at, asked_count, confirmed_at, refused_at FROM consent";

    private readonly DataSession _session;

    internal ConsentStore(DataSession session) => _session = session;

    /// <summary>The consent between two people, made where there is none. <paramref name="given"/>: the operator answers for the person, who has not refused.</summary>
    public async Task<Consent> EnsureAsync(long ownerId, long recipientId, bool given)
    {
        var values = new { ownerId, recipientId, token = Token.New(), now = _session.Now };
        await _session.ExecuteAsync(
            """
            INSERT INTO consent (owner_id, recipient_id, token, created_at, asked_count) VALUES (@ownerId, @recipientId, @token, @now, 0)
            ON CONFLICT (owner_id, recipient_id) DO NOTHING
            """,
            values);
        if (given)
        {
            await _session.ExecuteAsync(
                """
                UPDATE consent SET confirmed_at = COALESCE(confirmed_at, @now)
                WHERE owner_id = @ownerId AND recipient_id = @recipientId AND refused_at IS NULL
                """,
                values);
        }
        return (await FindAsync(ownerId, recipientId))!;
    }

    public Task<Consent?> FindAsync(long ownerId, long recipientId) =>
        _session.FindAsync<Consent>(Columns + " WHERE owner_id = @ownerId AND recipient_id = @recipientId", new { ownerId, recipientId });

    public Task<Consent?> FindByTokenAsync(string token) => _session.FindAsync<Consent>(Columns + " WHERE token = @token", new { token });

    /// <summary>All of one owner.</summary>
    public Task<IReadOnlyList<Consent>> OfOwnerAsync(long ownerId) =>
        _session.QueryAsync<Consent>(Columns + " WHERE owner_id = @ownerId ORDER BY recipient_id", new { ownerId });

    /// <summary>The person agrees; also after having refused. False when they had agreed already.</summary>
    public async Task<bool> ConfirmAsync(string token) => await _session.ExecuteAsync(
        "UPDATE consent SET confirmed_at = @now, refused_at = NULL WHERE token = @token AND confirmed_at IS NULL", new { token, now = _session.Now }) > 0;

    /// <summary>The person refuses, or takes an agreement back. False when they had refused already.</summary>
    public async Task<bool> RefuseAsync(string token) => await _session.ExecuteAsync(
        "UPDATE consent SET refused_at = @now, confirmed_at = NULL WHERE token = @token AND refused_at IS NULL", new { token, now = _session.Now }) > 0;

    /// <summary>
    /// People who neither agreed nor refused, were asked fewer than <paramref name="most"/> times and not since <paramref name="before"/>, and
    /// are told of some alert of the owner; those who wait longest first. On request only people whom the operator named; without those that
    /// some people ask, and without some people.
    /// </summary>
    public Task<IReadOnlyList<Consent>> ToAskAsync(
        DateTimeOffset before, int most, int limit, bool operatorsOnly = false, IReadOnlyCollection<long>? exceptOwners = null, IReadOnlyCollection<long>? except = null) =>
        _session.QueryAsync<Consent>(
            $"""
            {Columns} WHERE confirmed_at IS NULL AND refused_at IS NULL AND asked_count < @most AND (asked_at IS NULL OR asked_at <= @before)
                AND {KeyLists.NoneOf("owner_id", exceptOwners ?? [])} AND {KeyLists.NoneOf("recipient_id", except ?? [])}
                AND EXISTS (SELECT 1 FROM recipient r WHERE r.recipient_id = consent.recipient_id AND (r.operator OR NOT @operatorsOnly)
                    AND r.unsubscribed_at IS NULL AND r.suspended_at IS NULL AND r.erased_at IS NULL)
                AND EXISTS (SELECT 1 FROM subscription s JOIN alert a ON a.alert_id = s.alert_id
                    WHERE s.recipient_id = consent.recipient_id AND a.owner_id = consent.owner_id AND s.unsubscribed_at IS NULL AND a.deleted_at IS NULL)
            ORDER BY created_at, recipient_id LIMIT @limit
            """,
            new { before, most, limit, operatorsOnly });

    /// <summary>How many people an owner asked since an instant.</summary>
    public Task<long> CountAskedAsync(long ownerId, DateTimeOffset since) =>
        _session.ScalarAsync<long>("SELECT COUNT(*) FROM consent WHERE owner_id = @ownerId AND asked_at > @since", new { ownerId, since });

    /// <summary>Notes that the person is asked now; false when that was done by another process since <paramref name="consent"/> was read.</summary>
    public async Task<bool> RecordAskedAsync(Consent consent) => await _session.ExecuteAsync(
        """
        UPDATE consent SET asked_at = @now, asked_count = asked_count + 1
        WHERE owner_id = @OwnerId AND recipient_id = @RecipientId AND asked_count = @AskedCount AND confirmed_at IS NULL AND refused_at IS NULL
        """,
        new { consent.OwnerId, consent.RecipientId, consent.AskedCount, now = _session.Now }) > 0;
}
