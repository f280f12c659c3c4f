using Search.Data;
using Search.Data.Alerts;
using Search.Data.Notices;

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

    /// <summary>Stops what the token names, and tells the owners whose alerts are concerned; null for a token that is none.</summary>
    public Task<UnsubscribeTarget?> StopAsync(string token, CancellationToken cancellation = default) => database.WriteAsync(
        async session =>
        {
            if (await session.Subscriptions.FindByTokenAsync(token) is { } subscription)
                await StopAlertAsync(session, subscription);
            else if (await session.Recipients.FindByTokenAsync(token) is { } recipient)
                await StopAllAsync(session, recipient);
            return await FindAsync(session, token);
        },
        cancellation);

    private static async Task StopAlertAsync(DataSession session, Subscription subscription)
    {
        if (await session.Subscriptions.UnsubscribeAsync(subscription.SubscriptionId))
            await TellAsync(session, subscription, "does not get this alert any more");
    }

    private static async Task StopAllAsync(DataSession session, Recipient recipient)
    {
        var subscriptions = await session.Subscriptions.OfRecipientAsync(recipient.RecipientId);
        if (!await session.Recipients.UnsubscribeAsync(recipient.RecipientId))
            return;
        foreach (var subscription in subscriptions.Where(subscription => subscription.UnsubscribedAt is null))
            await TellAsync(session, subscription, "stopped all mail from this service");
    }

    /// <summary>An owner who stops mail to their own address knows it.</summary>
    private static async Task TellAsync(DataSession session, Subscription subscription, string what)
    {
        if (await session.Alerts.FindAsync(subscription.AlertId) is not { DeletedAt: null } alert)
            return;
        await session.AlertEvents.AddAsync(alert.AlertId, AlertEventKind.Unsubscribed, subscription.Address);
        if (alert.OwnerId == subscription.RecipientId)
            return;
        await session.Notices.AddAsync(new Notice
        {
            RecipientId = alert.OwnerId,
            Kind = NoticeKind.Unsubscribed,
            AlertId = alert.AlertId,
            About = alert.Name,
            Detail = $"{subscription.Address} {what}",
        });
    }

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
