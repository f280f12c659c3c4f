using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Search.Data.Sql;

namespace Search.Data.Alerts;

/// <summary>People by address. Two spellings that differ in case only are one person.</summary>
public readonly struct RecipientStore
{
    private const string Columns = """
        SELECT recipient_id, address, token, operator, created_at, unsubscribed_at, suspended_at, suspended_reason, erased_at FROM recipient
        """;

    private readonly DataSession _session;

    internal RecipientStore(DataSession session) => _session = session;

    /// <summary>
    /// The person of an address, added where new. Naming it as the operator's own lets mail go there without a public address of the
    /// service; it takes back neither an unsubscription nor a suspension.
    /// </summary>
    public async Task<Recipient> EnsureAsync(string address, bool isOperator)
    {
        await _session.ExecuteAsync(
            """
            INSERT INTO recipient (address, address_key, token, operator, created_at)
            VALUES (@address, @key, @token, @isOperator, @now) ON CONFLICT (address_key) DO NOTHING
            """,
            new { address, key = Key(address), token = Token.New(), isOperator, now = _session.Now });
        if (isOperator)
            await _session.ExecuteAsync("UPDATE recipient SET operator = TRUE WHERE address_key = @key AND NOT operator", new { key = Key(address) });
        return (await FindByAddressAsync(address))!;
    }

    public Task<Recipient?> FindAsync(long recipientId) =>
        _session.FindAsync<Recipient>(Columns + " WHERE recipient_id = @recipientId", new { recipientId });

    /// <summary>Those of some keys (one to a thousand).</summary>
    public Task<IReadOnlyList<Recipient>> FindAsync(IReadOnlyCollection<long> recipientIds) =>
        _session.QueryAsync<Recipient>($"{Columns} WHERE recipient_id IN ({KeyLists.Short(recipientIds)})");

    public Task<Recipient?> FindByAddressAsync(string address) =>
        _session.FindAsync<Recipient>(Columns + " WHERE address_key = @key", new { key = Key(address) });

    public Task<Recipient?> FindByTokenAsync(string token) => _session.FindAsync<Recipient>(Columns + " WHERE token = @token", new { token });

    /// <summary>Everybody but those who were erased.</summary>
    public Task<IReadOnlyList<Recipient>> ListAsync() => _session.QueryAsync<Recipient>(Columns + " WHERE erased_at IS NULL ORDER BY recipient_id");

    /// <summary>Stops everything to this address and cancels what is queued for it. False when it was stopped before.</summary>
    public async Task<bool> UnsubscribeAsync(long recipientId)
    {
        await _session.LockAsync(DataLock.Matches);
        var stopped = await _session.ExecuteAsync(
            "UPDATE recipient SET unsubscribed_at = @now WHERE recipient_id = @recipientId AND unsubscribed_at IS NULL",
            new { recipientId, now = _session.Now }) > 0;
        await _session.Outbox.CancelQueuedAsync(recipientId);
        await _session.Subscriptions.NothingDueAsync(recipientId);
        return stopped;
    }

    /// <summary>Notes that a server refuses this address for good; nothing more is sent to it. False when it was suspended before, or erased.</summary>
    public async Task<bool> SuspendAsync(long recipientId, string reason)
    {
        await _session.LockAsync(DataLock.Matches);
        var suspended = await _session.ExecuteAsync(
            "UPDATE recipient SET suspended_at = @now, suspended_reason = @reason WHERE recipient_id = @recipientId AND suspended_at IS NULL AND erased_at IS NULL",
            new { recipientId, reason, now = _session.Now }) > 0;
        await _session.Subscriptions.NothingDueAsync(recipientId);
        return suspended;
    }

    /// <summary>Takes a suspension or an unsubscription back. What is due is for the caller to set.</summary>
    public Task ReinstateAsync(long recipientId) => _session.ExecuteAsync(
        "UPDATE recipient SET suspended_at = NULL, suspended_reason = NULL, unsubscribed_at = NULL WHERE recipient_id = @recipientId AND erased_at IS NULL",
        new { recipientId });

    /// <summary>
    /// Erases what is known of a person: address, tokens, the person's alerts with their queries and notes, the bytes of all mails to the person.
    /// What others' counts rest on (matches, mails sent) stays, without a name. A hash of the address stays too, so that nobody who adds it again
    /// answers for the person. False when there is no such person.
    /// </summary>
    /// <param name="recipientId">The person.</param>
    /// <param name="mailsAbout">Mails to others that name the person or the person's alerts: bytes and subject go, queued ones come again without.</param>
    public async Task<bool> EraseAsync(long recipientId, IReadOnlyCollection<long>? mailsAbout = null)
    {
        if (await FindAsync(recipientId) is not { ErasedAt: null } recipient)
            return false;
        await _session.LockAsync(DataLock.Matches);
        await UnsubscribeAsync(recipientId);
        foreach (var alert in await _session.Alerts.EverOfOwnerAsync(recipientId))
            await _session.Alerts.EraseAsync(alert.AlertId);
        await ErasePersonAsync(recipient);
        foreach (var outboxId in mailsAbout ?? [])
        {
            await _session.Outbox.CancelAsync(outboxId);
            await _session.ExecuteAsync("UPDATE outbox SET subject = '', bytes = @nothing WHERE outbox_id = @outboxId", new { outboxId, nothing = Array.Empty<byte>() });
        }
        return true;
    }

    /// <summary>True when the person of this address was erased: then nobody may answer for them.</summary>
    public async Task<bool> WasErasedAsync(string address) =>
        await _session.ScalarAsync<long>("SELECT COUNT(*) FROM erased_address WHERE address_hash = @hash", new { hash = Hash(address) }) > 0;

    private async Task ErasePersonAsync(Recipient recipient)
    {
        await _session.ExecuteAsync(
            """
            INSERT INTO erased_address (address_hash, erased_at) VALUES (@hash, @now) ON CONFLICT (address_hash) DO NOTHING;
            UPDATE outbox SET envelope_to = '', subject = '', bytes = @nothing, last_reply = NULL WHERE recipient_id = @RecipientId;
            UPDATE subscription SET unsubscribed_at = COALESCE(unsubscribed_at, @now), next_due_at = NULL WHERE recipient_id = @RecipientId;
            UPDATE consent SET confirmed_at = NULL, refused_at = COALESCE(refused_at, @now) WHERE recipient_id = @RecipientId OR owner_id = @RecipientId;
            DELETE FROM notice WHERE recipient_id = @RecipientId OR about = @Address OR SUBSTR(detail, 1, LENGTH(@Address) + 1) = @Address || ' ';
            UPDATE source SET owner_id = NULL WHERE owner_id = @RecipientId;
            UPDATE alert_event SET detail = '' WHERE detail = @Address;
            UPDATE stage_run SET error = NULL WHERE error <> REPLACE(error, @Address, '');
            UPDATE recipient SET address = @gone, address_key = @gone, token = @token, operator = FALSE, erased_at = @now, suspended_reason = NULL
                WHERE recipient_id = @RecipientId;
            """,
            new
            {
                recipient.RecipientId, recipient.Address, hash = Hash(recipient.Address), nothing = Array.Empty<byte>(), now = _session.Now, token = Token.New(),
                gone = string.Create(CultureInfo.InvariantCulture, $"erased-{recipient.RecipientId}"),
            });
    }

    private static string Key(string address) => address.Trim().ToLowerInvariant();

    private static string Hash(string address) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key(address))));
}
