using Search.Data;

namespace Search.Alerts.Editing;

/// <summary>
/// Acts on the opaque tokens of a mail's links and headers: a person's token stops everything to that address, a subscription's token stops
/// one alert. Both take effect at once and cancel what is queued. Stopping twice is stopping once.
/// </summary>
public sealed class Unsubscriber(Database database)
{
    /// <summary>What a token would stop; null for one that is none. Changes nothing.</summary>
    public Task<UnsubscribeTarget?> FindAsync(string token, CancellationToken cancellation = default) =>
        database.ReadAsync(session => FindAsync(session, token), cancellation);

    /// <summary>Stops what the token names; null for a token that is none.</summary>
    public Task<UnsubscribeTarget?> StopAsync(string token, CancellationToken cancellation = default) => database.WriteAsync(
        async session =>
        {
            if (await session.Subscriptions.FindByTokenAsync(token) is { } subscription)
                await session.Subscriptions.UnsubscribeAsync(subscription.SubscriptionId);
            else if (await session.Recipients.FindByTokenAsync(token) is { } recipient)
                await session.Recipients.UnsubscribeAsync(recipient.RecipientId);
            return await FindAsync(session, token);
        },
        cancellation);

    private static async Task<UnsubscribeTarget?> FindAsync(DataSession session, string token)
    {
        if (await session.Subscriptions.FindByTokenAsync(token) is { } subscription)
        {
            var alert = await session.Alerts.FindAsync(subscription.AlertId);
            return new UnsubscribeTarget(subscription.Address, alert?.Name, subscription.UnsubscribedAt is not null);
        }
        return await session.Recipients.FindByTokenAsync(token) is { } recipient
            ? new UnsubscribeTarget(recipient.Address, Alert: null, recipient.UnsubscribedAt is not null)
            : null;
    }
}
