using System.Globalization;
using Search.Data;
using Search.Data.Alerts;
using Search.Data.Sources;

namespace Search.Alerts.Transfer;

/// <summary>Reads the setup of a service in its database, at one instant. Samples are left out; settings stand elsewhere, and are its caller's.</summary>
public sealed class SetupExport(Database database)
{
    public async Task<Setup> ReadAsync(CancellationToken cancellation = default)
    {
        await using var session = await database.BeginSnapshotAsync(cancellation);
        var alerts = (await session.Alerts.ListAsync()).Where(alert => !alert.Sample).OrderBy(alert => alert.Name, StringComparer.Ordinal).ThenBy(alert => alert.Id, StringComparer.Ordinal).ToList();
        var sources = (await session.Sources.ListAsync()).Where(source => !source.Sample).OrderBy(source => source.Url, StringComparer.Ordinal).ToList();
        var people = (await session.Recipients.ListAsync()).ToDictionary(person => person.RecipientId);
        var pairs = new HashSet<(long Owner, long Recipient)>();
        var exported = new List<SetupAlert>();
        foreach (var alert in alerts)
            exported.Add(await AlertAsync(session, alert, people, pairs));
        foreach (var owner in alerts.Select(alert => alert.OwnerId).Concat(sources.Select(source => source.OwnerId).OfType<long>()))
            pairs.Add((owner, owner));
        return new Setup
        {
            People = [.. People(pairs, people)],
            Consents = [.. (await ConsentsAsync(session, pairs, people)).OrderBy(consent => consent.Owner, StringComparer.Ordinal).ThenBy(consent => consent.Recipient, StringComparer.Ordinal)],
            Alerts = exported,
            Sources = [.. sources.Select(source => Source(source, people))],
        };
    }

    private static async Task<SetupAlert> AlertAsync(
        DataSession session, Alert alert, Dictionary<long, Recipient> people, HashSet<(long Owner, long Recipient)> pairs)
    {
        var recipients = new List<SetupRecipient>();
        foreach (var subscription in await session.Subscriptions.OfAlertAsync(alert.AlertId))
        {
            if (!people.ContainsKey(subscription.RecipientId) || await IsRemovedAsync(session, subscription))
                continue;
            recipients.Add(new SetupRecipient(subscription.Address, subscription.UnsubscribedAt is not null));
            pairs.Add((alert.OwnerId, subscription.RecipientId));
        }
        return new SetupAlert
        {
            Id = alert.Id,
            Owner = people[alert.OwnerId].Address,
            Name = alert.Name,
            Query = alert.Query,
            Languages = alert.Filters.Languages,
            Sources = alert.Filters.Sources,
            Note = alert.Note,
            Rate = alert.Rate,
            Zone = alert.Zone,
            QuietFrom = Time(alert.QuietFrom),
            QuietTo = Time(alert.QuietTo),
            OtherSpellings = alert.OtherSpellings,
            FoldDuplicates = alert.FoldDuplicates,
            TellAgain = alert.TellAgain,
            Heartbeat = alert.Heartbeat,
            Discreet = alert.Discreet,
            Pause = alert.IsPaused(session.Now) ? new SetupPause(alert.PauseMode, alert.PauseUntil) : null,
            Recipients = [.. recipients.OrderBy(recipient => recipient.Address, StringComparer.Ordinal)],
            Webhooks = [.. (await session.Webhooks.OfAlertAsync(alert.AlertId)).OrderBy(webhook => webhook.Url, StringComparer.Ordinal).Select(webhook => new SetupWebhook(webhook.Url, webhook.DisabledReason))],
        };
    }

    /// <summary>Taken out by the owner: nothing has to be kept of that. Who left by themselves stays out elsewhere too.</summary>
    private static async Task<bool> IsRemovedAsync(DataSession session, Subscription subscription) =>
        subscription.UnsubscribedAt is not null && await session.AlertEvents.ComingOrGoingAsync(subscription.AlertId, subscription.Address) == AlertEventKind.Removed;

    private static IEnumerable<SetupPerson> People(HashSet<(long Owner, long Recipient)> pairs, Dictionary<long, Recipient> people) => pairs
        .SelectMany(pair => (long[])[pair.Owner, pair.Recipient])
        .Distinct()
        .Select(id => people[id])
        .OrderBy(person => person.Address, StringComparer.Ordinal)
        .Select(person => new SetupPerson(person.Address, person.Operator, person.UnsubscribedAt is not null, person.SuspendedAt is null ? null : person.SuspendedReason ?? ""));

    private static async Task<IReadOnlyList<SetupConsent>> ConsentsAsync(DataSession session, HashSet<(long Owner, long Recipient)> pairs, Dictionary<long, Recipient> people)
    {
        var consents = new List<SetupConsent>();
        foreach (var (owner, recipient) in pairs)
        {
            if (await session.Consents.FindAsync(owner, recipient) is { } consent)
                consents.Add(new SetupConsent(people[owner].Address, people[recipient].Address, Answer(consent)));
        }
        return consents;
    }

    private static ConsentAnswer Answer(Consent consent) => consent switch
    {
        { ConfirmedAt: not null } => ConsentAnswer.Confirmed,
        { RefusedAt: not null } => ConsentAnswer.Refused,
        _ => ConsentAnswer.Waiting,
    };

    private static SetupSource Source(Source source, Dictionary<long, Recipient> people) => new()
    {
        Url = source.Url,
        Name = source.Name,
        Language = source.Language,
        PollSeconds = source.PollSeconds,
        Enabled = source.Enabled,
        Owner = source.OwnerId is { } owner && people.TryGetValue(owner, out var person) ? person.Address : null,
    };

    private static string? Time(TimeOnly? time) => time?.ToString("HH:mm", CultureInfo.InvariantCulture);
}
