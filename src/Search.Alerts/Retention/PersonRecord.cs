using Search.Data;
using Search.Data.Alerts;
using Search.Data.Outbox;

namespace Search.Alerts.Retention;

/// <summary>What is stored about a person.</summary>
public sealed record PersonRecord
{
    public required Recipient Person { get; init; }

    /// <summary>Whose mails the person agreed to, refused, or is asked about.</summary>
    public required IReadOnlyList<(Consent Consent, string Owner, string State)> Consents { get; init; }

    /// <summary>The person's alerts, deleted ones too.</summary>
    public required IReadOnlyList<Alert> Owned { get; init; }

    /// <summary>Alerts of which the person is told, or was.</summary>
    public required IReadOnlyList<(Alert Alert, Subscription Subscription)> Told { get; init; }

    public required long MailCount { get; init; }

    /// <summary>The newest mails to the person, without bytes.</summary>
    public required IReadOnlyList<OutboxMessage> Mails { get; init; }

    public static async Task<PersonRecord> ReadAsync(DataSession session, Recipient person, int mostMails)
    {
        var subscriptions = await session.Subscriptions.OfRecipientAsync(person.RecipientId);
        var alerts = (await session.Alerts.FindAsync([.. subscriptions.Select(subscription => subscription.AlertId)])).ToDictionary(alert => alert.AlertId);
        var owned = await session.Alerts.EverOfOwnerAsync(person.RecipientId);
        var mails = await session.Outbox.OfRecipientAsync(person.RecipientId);
        return new PersonRecord
        {
            Person = person,
            Consents = await ConsentsAsync(session, person, [.. alerts.Values.Concat(owned).Select(alert => alert.OwnerId).Distinct().Order()]),
            Owned = owned,
            Told = [.. subscriptions.Select(subscription => (alerts[subscription.AlertId], subscription))],
            MailCount = mails.Count,
            Mails = [.. mails.Take(mostMails)],
        };
    }

    private static async Task<IReadOnlyList<(Consent Consent, string Owner, string State)>> ConsentsAsync(DataSession session, Recipient person, IReadOnlyList<long> ownerIds)
    {
        var consents = new List<(Consent, string, string)>();
        foreach (var ownerId in ownerIds)
        {
            if (await session.Consents.FindAsync(ownerId, person.RecipientId) is { } consent && await session.Recipients.FindAsync(ownerId) is { } owner)
                consents.Add((consent, owner.Address, consent.ConfirmedAt is not null ? "agreed" : consent.RefusedAt is not null ? "refused" : "asked"));
        }
        return consents;
    }
}
