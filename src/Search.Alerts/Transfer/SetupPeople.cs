using System.Globalization;
using Search.Data;
using Search.Data.Alerts;

namespace Search.Alerts.Transfer;

/// <summary>Makes an alert's people those of a setup. Who stopped the alert here stays out; nobody takes that back for them.</summary>
internal sealed class SetupPeople(DataSession session, List<SetupProblem> warnings)
{
    /// <summary>True when anything changed.</summary>
    public async Task<bool> TakeAsync(Alert stored, SetupAlert alert, string place, Func<string, Task<Recipient>> personAsync)
    {
        var changed = false;
        var named = new HashSet<long>();
        for (var at = 0; at < alert.Recipients.Count; at++)
        {
            var person = await personAsync(alert.Recipients[at].Address);
            named.Add(person.RecipientId);
            changed |= await TakeAsync(stored, alert.Recipients[at], person, string.Create(CultureInfo.InvariantCulture, $"{place}.recipients[{at}]"));
        }
        foreach (var other in (await session.Subscriptions.OfAlertAsync(stored.AlertId)).Where(other => other.UnsubscribedAt is null && !named.Contains(other.RecipientId)))
            changed |= await StopAsync(other, AlertEventKind.Removed);
        return changed;
    }

    private async Task<bool> TakeAsync(Alert stored, SetupRecipient recipient, Recipient person, string place)
    {
        // The question is asked, where it was not answered.
        await session.Consents.EnsureAsync(stored.OwnerId, person.RecipientId, given: false);
        var known = await session.Subscriptions.FindAsync(stored.AlertId, person.RecipientId);
        if (known is { UnsubscribedAt: null })
            return recipient.Stopped && await StopAsync(known, AlertEventKind.Unsubscribed);
        if (known is not null && await session.AlertEvents.ComingOrGoingAsync(stored.AlertId, known.Address) != AlertEventKind.Removed)
        {
            if (!recipient.Stopped)
                warnings.Add(new SetupProblem(place, $"{person.Address} has stopped this alert here, and can come back only by the link in the mails they have"));
            return false;
        }
        if (known is not null && recipient.Stopped)
            return false;
        var added = await session.Subscriptions.AddAsync(stored.AlertId, person.RecipientId);
        await session.AlertEvents.AddAsync(stored.AlertId, AlertEventKind.Added, person.Address);
        if (recipient.Stopped)
            await StopAsync(added, AlertEventKind.Unsubscribed);
        return true;
    }

    private async Task<bool> StopAsync(Subscription subscription, AlertEventKind how)
    {
        await session.Subscriptions.UnsubscribeAsync(subscription.SubscriptionId);
        await session.AlertEvents.AddAsync(subscription.AlertId, how, subscription.Address);
        return true;
    }
}
