using System.Globalization;
using Search.Alerts.Digests;
using Search.Alerts.Editing;
using Search.Data;
using Search.Data.Alerts;
using Search.Data.Outbox;

namespace Search.Alerts.Consents;

/// <summary>
/// Asks the people of alerts whether they agree to get mail (double opt-in), within <see cref="ConsentLimits"/>. The mail is stored and the
/// question recorded in one transaction: killed anywhere, a person is asked once. Without a public address only the operator's own
/// addresses are asked.
/// </summary>
public sealed class ConsentStage(Database database, AlertSettings settings)
{
    private const int Batch = 100;
    private const int MostCounted = 1_000;

    private readonly Confirmations _confirmations = new(settings);

    /// <summary>Asks everybody who may be asked now.</summary>
    public async Task<ConsentReport> RunAsync(CancellationToken cancellation = default)
    {
        var run = new Run();
        if (settings.LinkBase is { } root)
        {
            while (await WaitingAsync(Batch, OperatorsOnly, run, cancellation) is { Count: > 0 } waiting)
            {
                foreach (var consent in waiting)
                    run.Count(consent, await AskOrWarnAsync(consent, new MailLinks(root), run, cancellation));
            }
        }
        return new ConsentReport(run.Asked, [.. run.Warnings, .. await WarningsAsync(cancellation)]);
    }

    private bool OperatorsOnly => settings.PublicUrl is null;

    private Task<IReadOnlyList<Consent>> WaitingAsync(int limit, bool operatorsOnly, Run run, CancellationToken cancellation) => database.ReadAsync(
        session => session.Consents.ToAskAsync(
            session.Now - ConsentLimits.AskAgainAfter, ConsentLimits.Asks, limit, operatorsOnly, run.Owners, run.People),
        cancellation);

    /// <summary>Everybody who waits and may not be asked, for want of an address that the mail could lead to.</summary>
    private async Task<IReadOnlyList<string>> WarningsAsync(CancellationToken cancellation)
    {
        if (!OperatorsOnly)
            return [];
        var all = await WaitingAsync(MostCounted, operatorsOnly: false, new Run(), cancellation);
        var reachable = settings.LinkBase is null ? [] : await WaitingAsync(MostCounted, operatorsOnly: true, new Run(), cancellation);
        var waiting = all.Count - reachable.Count;
        return waiting == 0
            ? []
            : [$"{DigestWords.Count(waiting, "question")} whether mail is welcome can't be sent because the setting PublicUrl is missing: without it only the operator's own addresses are asked, by the running service"];
    }

    /// <summary>One person whose mail can't be composed keeps nobody else from theirs.</summary>
    private async Task<AskOutcome> AskOrWarnAsync(Consent consent, MailLinks links, Run run, CancellationToken cancellation)
    {
        try
        {
            return await database.WriteAsync(DataLock.Matches, session => AskAsync(session, consent, links), cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            run.Warnings.Add(string.Create(CultureInfo.InvariantCulture, $"recipient {consent.RecipientId} could not be asked: {e.Message}"));
            return AskOutcome.Passed;
        }
    }

    private async Task<AskOutcome> AskAsync(DataSession session, Consent consent, MailLinks links)
    {
        if (await session.Consents.CountAskedAsync(consent.OwnerId, session.Now - ConsentLimits.OwnerWindow) >= ConsentLimits.PerOwner)
            return AskOutcome.OwnerFull;
        if (await session.Outbox.CountSinceAsync(consent.RecipientId, OutboxKind.Confirmation, session.Now - ConsentLimits.AddressWindow) >= ConsentLimits.PerAddress)
            return AskOutcome.AddressFull;
        var person = await session.Recipients.FindAsync(consent.RecipientId);
        var owner = await session.Recipients.FindAsync(consent.OwnerId);
        var alerts = (await AlertsToldTo.PersonAsync(session, consent.RecipientId)).Where(alert => alert.OwnerId == consent.OwnerId).ToList();
        if (person is not { Reachable: true } || owner is not { ErasedAt: null } || alerts.Count == 0 || !await session.Consents.RecordAskedAsync(consent))
            return AskOutcome.Passed;
        await session.Outbox.AddAsync(_confirmations.Compose(session, consent, person, owner, alerts, links));
        return AskOutcome.Asked;
    }

    /// <summary>Who is left out for the rest of a run, and what it did.</summary>
    private sealed class Run
    {
        public HashSet<long> Owners { get; } = [];

        public HashSet<long> People { get; } = [];

        public List<string> Warnings { get; } = [];

        public int Asked { get; private set; }

        public void Count(Consent consent, AskOutcome outcome)
        {
            if (outcome == AskOutcome.Asked)
                Asked++;
            else if (outcome == AskOutcome.OwnerFull)
                Owners.Add(consent.OwnerId);
            else
                People.Add(consent.RecipientId);
        }
    }
}
