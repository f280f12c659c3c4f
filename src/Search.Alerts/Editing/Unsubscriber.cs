using Search.Alerts.Delivery;
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

    /// <summary>
    /// Stops what the token names, and tells the owners whose alerts are concerned; null for a token that is none. No mail begins after it
    /// returns: one that is just being handed over is waited for, a while.
    /// </summary>
    public async Task<UnsubscribeTarget?> StopAsync(string token, CancellationToken cancellation = default)
    {
        var target = await database.WriteAsync(DataLock.Matches, session => StopAsync(session, token), cancellation);
        if (target is not null)
            await MailsInHand.WaitAsync(database, target.Address, cancellation);
        return target;
    }

    private static async Task<UnsubscribeTarget?> StopAsync(DataSession session, string token)
    {
        if (await session.Subscriptions.FindByTokenAsync(token) is { } subscription)
            await StopAlertAsync(session, subscription);
        else if (await session.Recipients.FindByTokenAsync(token) is { } recipient)
            await StopAllAsync(session, recipient);
        return await FindAsync(session, token);
    }

    /// <summary>
    /// The person takes their own stop back and agrees anew; null for a token that is none. Nothing found meanwhile is lost. What an owner
    /// stopped stays stopped.
    /// </summary>
    public Task<UnsubscribeTarget?> ComeBackAsync(string token, CancellationToken cancellation = default) => database.WriteAsync(
        DataLock.Matches,
        async session =>
        {
            if (await FindAsync(session, token) is { MayComeBack: true })
                await ReturnAsync(session, token);
            return await FindAsync(session, token);
        },
        cancellation);

    private static async Task ReturnAsync(DataSession session, string token)
    {
        if (await session.Subscriptions.FindByTokenAsync(token) is { } subscription)
            await ReturnToAlertAsync(session, subscription);
        else if (await session.Recipients.FindByTokenAsync(token) is { } recipient)
            await ReturnToAllAsync(session, recipient);
    }

    private static async Task ReturnToAlertAsync(DataSession session, Subscription subscription)
    {
        var alert = (await session.Alerts.FindAsync(subscription.AlertId))!;
        await session.Subscriptions.ComeBackAsync(subscription.SubscriptionId);
        if (await session.Consents.FindAsync(alert.OwnerId, subscription.RecipientId) is { } consent)
            await session.Consents.ConfirmAsync(consent.Token);
        await session.AlertEvents.AddAsync(alert.AlertId, AlertEventKind.Confirmed, subscription.Address);
        await DueTimesOf.AlertAsync(session, alert);
    }

    private static async Task ReturnToAllAsync(DataSession session, Recipient recipient)
    {
        await session.Recipients.ReinstateAsync(recipient.RecipientId);
        foreach (var alert in await AlertsToldTo.PersonAsync(session, recipient.RecipientId))
            await session.AlertEvents.AddAsync(alert.AlertId, AlertEventKind.Confirmed, recipient.Address);
        await DueTimesOf.RecipientAsync(session, recipient.RecipientId);
    }

    private static async Task StopAlertAsync(DataSession session, Subscription subscription)
    {
        if (!await session.Subscriptions.UnsubscribeAsync(subscription.SubscriptionId))
            return;
        if (await session.Alerts.FindAsync(subscription.AlertId) is { DeletedAt: null } alert)
            await TellAsync(session, subscription.RecipientId, subscription.Address, [alert], Notice(subscription.Address, alert));
    }

    private static async Task StopAllAsync(DataSession session, Recipient recipient)
    {
        if (!await session.Recipients.UnsubscribeAsync(recipient.RecipientId))
            return;
        foreach (var owned in (await AlertsToldTo.PersonAsync(session, recipient.RecipientId)).GroupBy(alert => alert.OwnerId))
            await TellAsync(session, recipient.RecipientId, recipient.Address, [.. owned], Notice(recipient.Address, owned.First()) with { AlertId = null });
    }

    /// <summary>Into the history of one owner's alerts, and to the owner; one who stops mail to their own address knows it.</summary>
    private static async Task TellAsync(DataSession session, long recipientId, string address, IReadOnlyList<Alert> alerts, Notice notice)
    {
        foreach (var alert in alerts)
            await session.AlertEvents.AddAsync(alert.AlertId, AlertEventKind.Unsubscribed, address);
        if (alerts[0].OwnerId != recipientId)
            await session.Notices.AddAsync(notice);
    }

    private static Notice Notice(string address, Alert alert) => new()
    {
        RecipientId = alert.OwnerId,
        Kind = NoticeKind.Unsubscribed,
        AlertId = alert.AlertId,
        About = address,
        Detail = "stopped by the person",
    };

    private static async Task<UnsubscribeTarget?> FindAsync(DataSession session, string token)
    {
        if (await session.Subscriptions.FindByTokenAsync(token) is { } subscription)
        {
            var alert = await session.Alerts.FindAsync(subscription.AlertId);
            var stopped = subscription.UnsubscribedAt is not null;
            return new UnsubscribeTarget(subscription.Address, alert?.Name, stopped, stopped && await MayComeBackAsync(session, alert, subscription));
        }
        return await session.Recipients.FindByTokenAsync(token) is { ErasedAt: null } recipient
            ? new UnsubscribeTarget(recipient.Address, Alert: null, recipient.UnsubscribedAt is not null, recipient.UnsubscribedAt is not null)
            : null;
    }

    private static async Task<bool> MayComeBackAsync(DataSession session, Alert? alert, Subscription subscription) =>
        alert is { DeletedAt: null } && await session.AlertEvents.ComingOrGoingAsync(alert.AlertId, subscription.Address) == AlertEventKind.Unsubscribed;
}
