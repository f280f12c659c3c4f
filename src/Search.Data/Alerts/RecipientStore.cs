namespace Search.Data.Alerts;

/// <summary>People by address. Two spellings that differ in case only are one person.</summary>
public readonly struct RecipientStore
{
    private const string Columns = """
        SELECT recipient_id, address, token, operator, created_at, confirmed_at, unsubscribed_at, suspended_at, suspended_reason FROM recipient
        """;

    private readonly DataSession _session;

    internal RecipientStore(DataSession session) => _session = session;

    /// <summary>
    /// The person of an address, added where new. An operator's address counts as confirmed; naming it again as the operator's makes
    /// it so, and takes back neither an unsubscription nor a suspension.
    /// </summary>
    public async Task<Recipient> EnsureAsync(string address, bool isOperator)
    {
        var now = _session.Now;
        await _session.ExecuteAsync(
            """
            INSERT INTO recipient (address, address_key, token, operator, created_at, confirmed_at)
            VALUES (@address, @key, @token, @isOperator, @now, @confirmed) ON CONFLICT (address_key) DO NOTHING
            """,
            new { address, key = Key(address), token = Token.New(), isOperator, now, confirmed = isOperator ? now : (DateTimeOffset?)null });
        if (isOperator)
        {
            await _session.ExecuteAsync(
                "UPDATE recipient SET operator = TRUE, confirmed_at = COALESCE(confirmed_at, @now) WHERE address_key = @key",
                new { key = Key(address), now });
        }
        return (await FindByAddressAsync(address))!;
    }

    public Task<Recipient?> FindAsync(long recipientId) =>
        _session.FindAsync<Recipient>(Columns + " WHERE recipient_id = @recipientId", new { recipientId });

    public Task<Recipient?> FindByAddressAsync(string address) =>
        _session.FindAsync<Recipient>(Columns + " WHERE address_key = @key", new { key = Key(address) });

    public Task<Recipient?> FindByTokenAsync(string token) => _session.FindAsync<Recipient>(Columns + " WHERE token = @token", new { token });

    public Task<IReadOnlyList<Recipient>> ListAsync() => _session.QueryAsync<Recipient>(Columns + " ORDER BY recipient_id");

    public Task ConfirmAsync(long recipientId) => _session.ExecuteAsync(
        "UPDATE recipient SET confirmed_at = COALESCE(confirmed_at, @now) WHERE recipient_id = @recipientId", new { recipientId, now = _session.Now });

    /// <summary>Stops everything to this address and cancels what is queued for it.</summary>
    public async Task UnsubscribeAsync(long recipientId)
    {
        await _session.ExecuteAsync(
            "UPDATE recipient SET unsubscribed_at = COALESCE(unsubscribed_at, @now) WHERE recipient_id = @recipientId",
            new { recipientId, now = _session.Now });
        await _session.Outbox.CancelQueuedAsync(recipientId);
    }

    /// <summary>Notes that a server refuses this address for good; nothing more is sent to it.</summary>
    public Task SuspendAsync(long recipientId, string reason) => _session.ExecuteAsync(
        "UPDATE recipient SET suspended_at = COALESCE(suspended_at, @now), suspended_reason = @reason WHERE recipient_id = @recipientId",
        new { recipientId, reason, now = _session.Now });

    /// <summary>Takes a suspension or an unsubscription back.</summary>
    public Task ReinstateAsync(long recipientId) => _session.ExecuteAsync(
        "UPDATE recipient SET suspended_at = NULL, suspended_reason = NULL, unsubscribed_at = NULL WHERE recipient_id = @recipientId",
        new { recipientId });

    private static string Key(string address) => address.Trim().ToLowerInvariant();
}
