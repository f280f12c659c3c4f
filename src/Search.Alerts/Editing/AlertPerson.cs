using Search.Data;
using Search.Data.Alerts;

namespace Search.Alerts.Editing;

/// <summary>A person whom an alert names, with all that decides whether they get its mails.</summary>
public sealed record AlertPerson(Subscription Subscription, Recipient Recipient, Consent? Consent, bool IsOwner)
{
    public string Address => Recipient.Address;

    public PersonState State => this switch
    {
        { Recipient.ErasedAt: not null } => PersonState.Erased,
        { Subscription.UnsubscribedAt: not null } => PersonState.Left,
        { Recipient.UnsubscribedAt: not null } => PersonState.Stopped,
        { Recipient.SuspendedAt: not null } => PersonState.Suspended,
        { Consent.RefusedAt: not null } => PersonState.Refused,
        { Consent.ConfirmedAt: not null } => PersonState.Told,
        _ => PersonState.Waiting,
    };

    /// <summary>Since when they do not get them; null for who does, and for who waits without having been asked.</summary>
    public DateTimeOffset? Since => State switch
    {
        PersonState.Erased => Recipient.ErasedAt,
        PersonState.Left => Subscription.UnsubscribedAt,
        PersonState.Stopped => Recipient.UnsubscribedAt,
        PersonState.Suspended => Recipient.SuspendedAt,
        PersonState.Refused => Consent?.RefusedAt,
        PersonState.Waiting => Consent?.AskedAt,
        _ => null,
    };

    /// <summary>Everybody of an alert in the order in which they were added, those who left too.</summary>
    public static async Task<IReadOnlyList<AlertPerson>> OfAlertAsync(DataSession session, Alert alert)
    {
        var people = new List<AlertPerson>();
        foreach (var subscription in await session.Subscriptions.OfAlertAsync(alert.AlertId))
        {
            var recipient = (await session.Recipients.FindAsync(subscription.RecipientId))!;
            var consent = await session.Consents.FindAsync(alert.OwnerId, subscription.RecipientId);
            people.Add(new AlertPerson(subscription, recipient, consent, alert.OwnerId == subscription.RecipientId));
        }
        return people;
    }
}
