using Search.Alerts.Consents;
using Search.Data;
using Search.Data.Alerts;
using Search.Data.Notices;
using Search.Data.Outbox;

namespace Search.Alerts.Editing;

/// <summary>
/// Takes a person's answer to a confirmation mail: agreeing lets one owner's alerts be told from then on, refusing stops them and tells the
/// owner. Answering twice is answering once; the later answer counts.
/// </summary>
public sealed class ConsentAnswers(Database database)
{
    /// <summary>What a token is about; null for one that is none. Changes nothing.</summary>
    public Task<ConsentTarget?> FindAsync(string token, CancellationToken cancellation = default) =>
        database.ReadAsync(session => FindAsync(session, token), cancellation);

    /// <summary>The person agrees; null for a token that is none.</summary>
    public Task<ConsentTarget?> ConfirmAsync(string token, CancellationToken cancellation = default) => database.WriteAsync(
        DataLock.Matches,
        async session =>
        {
            if (await session.Consents.FindByTokenAsync(token) is { } consent && await session.Consents.ConfirmAsync(token))
                await AnsweredAsync(session, consent, AlertEventKind.Confirmed);
            return await FindAsync(session, token);
        },
        cancellation);

    /// <summary>The person refuses; null for a token that is none.</summary>
    public Task<ConsentTarget?> RefuseAsync(string token, CancellationToken cancellation = default) => database.WriteAsync(
        DataLock.Matches,
        async session =>
        {
            if (await session.Consents.FindByTokenAsync(token) is { } consent && await session.Consents.RefuseAsync(token))
                await RefusedAsync(session, consent);
            return await FindAsync(session, token);
        },
        cancellation);

    private static async Task RefusedAsync(DataSession session, Consent consent)
    {
        var recipient = (await session.Recipients.FindAsync(consent.RecipientId))!;
        foreach (var alert in await AlertsAsync(session, consent))
            await session.Outbox.CancelQueuedOfAlertAsync(alert.AlertId, consent.RecipientId);
        await AnsweredAsync(session, consent, AlertEventKind.Refused);
        await session.Notices.AddAsync(new Notice
        {
            RecipientId = consent.OwnerId,
            Kind = NoticeKind.Refused,
            About = recipient.Address,
            Detail = "does not want to get mails of your alerts",
        });
    }

    /// <summary>Whoever has answered is not asked again, by a mail that still waits either.</summary>
    private static async Task AnsweredAsync(DataSession session, Consent consent, AlertEventKind answer)
    {
        var recipient = (await session.Recipients.FindAsync(consent.RecipientId))!;
        if (await session.Outbox.FindAsync(Confirmations.DigestId(consent, consent.AskedCount)) is { State: OutboxState.Queued } question)
            await session.Outbox.CancelAsync(question.OutboxId);
        foreach (var alert in await AlertsAsync(session, consent))
        {
            await session.AlertEvents.AddAsync(alert.AlertId, answer, recipient.Address);
            await DueTimesOf.AlertAsync(session, alert);
        }
    }

    private static async Task<ConsentTarget?> FindAsync(DataSession session, string token)
    {
        if (await session.Consents.FindByTokenAsync(token) is not { } consent)
            return null;
        var recipient = await session.Recipients.FindAsync(consent.RecipientId);
        var owner = await session.Recipients.FindAsync(consent.OwnerId);
        if (recipient is not { ErasedAt: null } || owner is not { ErasedAt: null })
            return null;
        var alerts = await AlertsAsync(session, consent);
        return new ConsentTarget(
            recipient.Address, owner.Address, [.. alerts.Select(alert => alert.Name)], consent.ConfirmedAt is not null, consent.RefusedAt is not null,
            recipient.UnsubscribedAt is not null);
    }

    /// <summary>The owner's alerts of which the person is told, or would be.</summary>
    private static async Task<IReadOnlyList<Alert>> AlertsAsync(DataSession session, Consent consent) =>
        [.. (await AlertsToldTo.PersonAsync(session, consent.RecipientId)).Where(alert => alert.OwnerId == consent.OwnerId)];
}
