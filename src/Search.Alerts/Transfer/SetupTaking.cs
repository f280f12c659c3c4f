using System.Globalization;
using Search.Alerts.Editing;
using Search.Data;
using Search.Data.Alerts;

namespace Search.Alerts.Transfer;

/// <summary>The transaction that makes a service what a setup says; the setup was checked before.</summary>
internal sealed class SetupTaking(DataSession session, AlertEditor editor, List<SetupProblem> problems, List<SetupProblem> warnings)
{
    private readonly Dictionary<string, Recipient> _people = new(StringComparer.OrdinalIgnoreCase);
    private ImportReport _report = new();

    public async Task<ImportReport> RunAsync(Setup setup)
    {
        await session.LockAsync(DataLock.Matches);
        for (var at = 0; at < setup.People.Count; at++)
            await PersonAsync(setup.People[at], Place("people", at));
        foreach (var consent in setup.Consents)
            await ConsentAsync(consent);
        for (var at = 0; at < setup.Alerts.Count; at++)
            await AlertAsync(setup.Alerts[at], Place("alerts", at));
        foreach (var source in setup.Sources)
            await SourceAsync(source);
        return _report;
    }

    private static string Place(string list, int at) => string.Create(CultureInfo.InvariantCulture, $"{list}[{at}]");

    private async Task<Recipient> PersonAsync(SetupPerson person, string place)
    {
        var address = person.Address.Trim();
        var known = await session.Recipients.FindByAddressAsync(address);
        if (known is null && await session.Recipients.WasErasedAsync(address))
            warnings.Add(new SetupProblem(place, $"{address} was erased here, and is asked before any mail"));
        var recipient = known is null || (person.Operator && !known.Operator) ? await session.Recipients.EnsureAsync(address, person.Operator) : known;
        if (known is null)
        {
            _report = _report with { PeopleAdded = _report.PeopleAdded + 1 };
            if (person.Stopped)
                await session.Recipients.UnsubscribeAsync(recipient.RecipientId);
            if (person.Suspended is { } reason)
                await session.Recipients.SuspendAsync(recipient.RecipientId, reason);
        }
        return _people[address] = recipient;
    }

    private async Task<Recipient> PersonAsync(string address) =>
        _people.TryGetValue(address.Trim(), out var person) ? person : await PersonAsync(new SetupPerson(address), "people");

    /// <summary>An answer that was given here stays.</summary>
    private async Task ConsentAsync(SetupConsent consent)
    {
        var owner = await PersonAsync(consent.Owner);
        var recipient = await PersonAsync(consent.Recipient);
        var given = consent.Answer == ConsentAnswer.Confirmed && !await session.Recipients.WasErasedAsync(recipient.Address);
        var known = await session.Consents.EnsureAsync(owner.RecipientId, recipient.RecipientId, given);
        if (consent.Answer == ConsentAnswer.Refused && known is { ConfirmedAt: null, RefusedAt: null })
            await session.Consents.RefuseAsync(known.Token);
    }

    private async Task AlertAsync(SetupAlert alert, string place)
    {
        var owner = await PersonAsync(alert.Owner);
        var draft = editor.Draft(SetupCheck.Request(alert));
        var known = await session.Alerts.FindAsync(alert.Id);
        if (known is { DeletedAt: not null })
        {
            warnings.Add(new SetupProblem(place, "was deleted here and stays so; under another id it comes back"));
            return;
        }
        if (known is not null && known.OwnerId != owner.RecipientId)
        {
            problems.Add(new SetupProblem(place + ".owner", "the alert has another owner here, which an import does not change"));
            return;
        }
        var stored = known ?? await AddAsync(alert, draft, owner);
        var changed = known is not null && known.ToDraft() with { Sample = false } != draft;
        if (changed)
            stored = await AlertEditor.ChangeAsync(session, stored, draft with { Sample = stored.Sample });
        changed |= await new SetupPeople(session, warnings).TakeAsync(stored, alert, place, PersonAsync);
        changed |= await PauseAsync(stored, alert.Pause);
        changed |= await new SetupWebhooks(session, warnings).TakeAsync(stored, alert, place);
        if (changed || known is null)
            await DueTimesOf.AlertAsync(session, (await session.Alerts.FindAsync(stored.AlertId))!, keepDue: known is not null);
        Count(known is null, changed);
    }

    private async Task<Alert> AddAsync(SetupAlert alert, AlertDraft draft, Recipient owner)
    {
        var added = await session.Alerts.AddAsync(draft, owner.RecipientId, past: null, alert.Id);
        await session.AlertEvents.AddAsync(added.AlertId, AlertEventKind.Created, draft.Query);
        return added;
    }

    private void Count(bool isNew, bool changed) => _report = (isNew, changed) switch
    {
        (true, _) => _report with { AlertsAdded = _report.AlertsAdded + 1 },
        (_, true) => _report with { AlertsChanged = _report.AlertsChanged + 1 },
        _ => _report with { AlertsSame = _report.AlertsSame + 1 },
    };

    /// <summary>A pause that would be over by now is none.</summary>
    private async Task<bool> PauseAsync(Alert alert, SetupPause? pause)
    {
        var wanted = pause is { Until: { } until } && until <= session.Now ? null : pause;
        var standing = alert.IsPaused(session.Now) ? new SetupPause(alert.PauseMode, alert.PauseUntil) : null;
        if (wanted == standing)
            return false;
        if (wanted is null)
            await session.Alerts.ResumeAsync(alert.AlertId);
        else
            await session.Alerts.PauseAsync(alert.AlertId, wanted.Mode, wanted.Until);
        await session.AlertEvents.AddAsync(alert.AlertId, wanted is null ? AlertEventKind.Resumed : AlertEventKind.Paused, "by an import");
        return true;
    }

    private async Task SourceAsync(SetupSource source)
    {
        var url = SetupCheck.Feed(source.Url)!.AbsoluteUri;
        var draft = new Data.Sources.SourceDraft { Url = url, Name = source.Name.Trim(), Language = source.Language, PollInterval = TimeSpan.FromSeconds(source.PollSeconds) };
        var owner = source.Owner is { } address ? await PersonAsync(address) : null;
        var added = await session.Sources.AddAsync(draft) is not null;
        var stored = (await session.Sources.FindByUrlAsync(url))!;
        var changed = !added && await session.Sources.ChangeAsync(stored, draft);
        if (stored.Enabled != source.Enabled)
            changed |= await session.Sources.SetEnabledAsync(stored.SourceId, source.Enabled);
        if (stored.OwnerId != owner?.RecipientId)
        {
            await session.Sources.SetOwnerAsync(stored.SourceId, owner?.RecipientId);
            changed = true;
        }
        _report = (added, changed) switch
        {
            (true, _) => _report with { SourcesAdded = _report.SourcesAdded + 1 },
            (_, true) => _report with { SourcesChanged = _report.SourcesChanged + 1 },
            _ => _report with { SourcesSame = _report.SourcesSame + 1 },
        };
    }
}
