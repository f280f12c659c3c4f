using Search.Alerts.Scheduling;
using Search.Data;
using Search.Data.Alerts;

namespace Search.Alerts.Editing;

/// <summary>
/// Keeps due times right after a change of an alert or of a person: whoever gets mail has the next time by the alert's rate, whoever gets
/// none has none. What waits of an immediate alert is due soon. Of an alert that is turned off, queued mail is cancelled.
/// </summary>
internal static class DueTimesOf
{
    /// <param name="session">Writing.</param>
    /// <param name="alert">As it is now.</param>
    /// <param name="keepDue">What is due already stays due.</param>
    public static async Task AlertAsync(DataSession session, Alert alert, bool keepDue = false)
    {
        if (Rate.Parse(alert.Rate).Kind == RateKind.Off)
            await session.Outbox.CancelQueuedOfAlertAsync(alert.AlertId, recipientId: null);
        if (alert.PauseUntil is { } until && alert.IsPaused(session.Now))
        {
            await SetAsync(session, await session.Subscriptions.OfAlertAsync(alert.AlertId), subscription => subscription.UnsubscribedAt is null ? until : null);
            return;
        }
        var live = (await session.Subscriptions.LiveOfAlertAsync(alert.AlertId)).ToDictionary(subscription => subscription.SubscriptionId);
        foreach (var subscription in await session.Subscriptions.OfAlertAsync(alert.AlertId))
        {
            if (keepDue && live.ContainsKey(subscription.SubscriptionId) && subscription.NextDueAt <= session.Now)
                continue;
            var due = live.ContainsKey(subscription.SubscriptionId) ? await DueAsync(session, alert, subscription) : null;
            await session.Subscriptions.SetDueAsync(subscription.SubscriptionId, due);
        }
    }

    /// <summary>All alerts of which a person is told.</summary>
    public static async Task RecipientAsync(DataSession session, long recipientId)
    {
        foreach (var subscription in await session.Subscriptions.OfRecipientAsync(recipientId))
        {
            if (await session.Alerts.FindAsync(subscription.AlertId) is { DeletedAt: null } alert)
                await AlertAsync(session, alert);
        }
    }

    private static async Task<DateTimeOffset?> DueAsync(DataSession session, Alert alert, Subscription subscription)
    {
        if (Rate.Parse(alert.Rate).Kind == RateKind.Immediate && await session.Matches.HasUntoldAsync(subscription, subscription.MatchCursor))
            return DueTimes.AfterMatch(alert, session.Now, subscription.LastDigestAt);
        return DueTimes.Next(alert, session.Now, subscription.LastDigestAt);
    }

    private static async Task SetAsync(DataSession session, IReadOnlyList<Subscription> subscriptions, Func<Subscription, DateTimeOffset?> due)
    {
        foreach (var subscription in subscriptions)
            await session.Subscriptions.SetDueAsync(subscription.SubscriptionId, due(subscription));
    }
}
