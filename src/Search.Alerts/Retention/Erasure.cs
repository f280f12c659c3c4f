using Search.Alerts.Mail;
using Search.Data;
using Search.Data.Alerts;
using Search.Data.Outbox;

namespace Search.Alerts.Retention;

/// <summary>
/// Erases a person: address, alerts, the texts of all mails to the person and of those to others that name the person or the person's
/// alerts. What others were told stays counted. Who adds the address again answers nothing for it: the person is asked.
/// </summary>
public sealed class Erasure(Database database, PickupFiles? pickup = null)
{
    /// <summary>False when nobody has this address.</summary>
    public async Task<bool> RunAsync(string address, CancellationToken cancellation = default)
    {
        var done = await database.WriteAsync(DataLock.Matches, session => RunAsync(session, address), cancellation);
        if (done)
            await database.ForgetErasedAsync(cancellation);
        return done;
    }

    private async Task<bool> RunAsync(DataSession session, string address)
    {
        if (await session.Recipients.FindByAddressAsync(address) is not { } person)
            return false;
        var about = await MailsAboutAsync(session, person);
        pickup?.Remove([.. await session.Outbox.OfRecipientAsync(person.RecipientId), .. about]);
        return await session.Recipients.EraseAsync(person.RecipientId, [.. about.Select(mail => mail.OutboxId)]);
    }

    /// <summary>Mails to others: those that tell of the person's alerts, and those of people who have to do with the person in which a name stands.</summary>
    private static async Task<IReadOnlyList<OutboxMessage>> MailsAboutAsync(DataSession session, Recipient person)
    {
        var alerts = await session.Alerts.EverOfOwnerAsync(person.RecipientId);
        var found = new Dictionary<long, OutboxMessage>();
        foreach (var alert in alerts)
        {
            foreach (var mail in await session.Outbox.OfAlertAsync(alert.AlertId, int.MaxValue))
                found[mail.OutboxId] = mail;
        }
        string[] names = [person.Address, .. alerts.Select(alert => alert.Name).Where(name => name.Length > 0)];
        foreach (var other in await AcquaintancesAsync(session, person))
        {
            foreach (var mail in await session.Outbox.OfRecipientAsync(other))
            {
                if (!found.ContainsKey(mail.OutboxId) && await NamesAsync(session, mail, names))
                    found[mail.OutboxId] = mail;
            }
        }
        return [.. found.Values.Where(mail => mail.RecipientId != person.RecipientId)];
    }

    /// <summary>Whom the person's alerts are told to, and whose alerts are told to the person.</summary>
    private static async Task<IReadOnlySet<long>> AcquaintancesAsync(DataSession session, Recipient person)
    {
        var people = (await session.Consents.OfOwnerAsync(person.RecipientId)).Select(consent => consent.RecipientId).ToHashSet();
        var told = await session.Subscriptions.OfRecipientAsync(person.RecipientId);
        people.UnionWith((await session.Alerts.FindAsync([.. told.Select(subscription => subscription.AlertId)])).Select(alert => alert.OwnerId));
        people.Remove(person.RecipientId);
        return people;
    }

    private static async Task<bool> NamesAsync(DataSession session, OutboxMessage mail, string[] names)
    {
        var bytes = (await session.Outbox.FindAsync(mail.OutboxId))?.Bytes ?? [];
        var parts = MimeReader.Read(bytes);
        return names.Any(name => Contains(mail.Subject, name) || Contains(parts.Text, name) || Contains(parts.Html ?? "", name));
    }

    private static bool Contains(string text, string name) => text.Contains(name, StringComparison.OrdinalIgnoreCase);
}
