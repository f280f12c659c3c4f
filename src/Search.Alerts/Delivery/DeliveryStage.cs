using Search.Alerts.Editing;
using Search.Alerts.Mail;
using Search.Data;
using Search.Data.Outbox;

namespace Search.Alerts.Delivery;

/// <summary>
/// Hands queued mails to the transport, by id, under claims: of several processes one has a mail at a time. Killed anywhere, a mail is
/// handed over at least once; a repeat, after a crash between the server's 250 and our commit, is the same bytes.
/// </summary>
public sealed class DeliveryStage(Database database, IMailTransport transport, AlertSettings settings)
{
    private const int ClaimSize = 16;

    /// <summary>Longer than one mail can take; renewed before each.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(20);

    /// <summary>Handles every mail whose attempt is due.</summary>
    public async Task<DeliveryReport> RunAsync(CancellationToken cancellation = default)
    {
        await ReleaseClaimsOfTheDeadAsync(cancellation);
        var tally = new Tally();
        var goOn = true;
        while (goOn)
        {
            var claimed = await database.WriteAsync(session => session.Outbox.ClaimDueAsync(settings.Owner, Lease, ClaimSize), cancellation);
            goOn = claimed.Count > 0 && await DeliverAsync(claimed, tally, cancellation);
        }
        return tally.Report;
    }

    private async Task ReleaseClaimsOfTheDeadAsync(CancellationToken cancellation)
    {
        var owners = await database.ReadAsync(session => session.Outbox.ClaimOwnersAsync(), cancellation);
        foreach (var owner in owners.Where(ClaimOwner.IsDead))
            await database.WriteAsync(session => session.Outbox.ReleaseDeadAsync(owner), cancellation);
    }

    /// <summary>False when the server would not talk to us: then the rest is given back and the run ends.</summary>
    private async Task<bool> DeliverAsync(IReadOnlyList<OutboxMessage> claimed, Tally tally, CancellationToken cancellation)
    {
        CrashPoints.Reach("delivery-claimed");
        foreach (var mail in claimed)
        {
            if (!await database.WriteAsync(session => session.Outbox.HoldAsync(mail.OutboxId, settings.Owner, Lease), cancellation))
                continue;
            CrashPoints.Reach("delivery-held");
            var result = await transport.SendAsync(new Envelope(mail.EnvelopeFrom, mail.EnvelopeTo), mail.Bytes, cancellation);
            CrashPoints.Reach("delivery-sent");
            // What the server has taken is recorded even when the run is being cancelled.
            await RecordAsync(mail, result, tally);
            CrashPoints.Reach("delivery-recorded");
            if (result.Outcome == DeliveryOutcome.ServerRefused)
            {
                await database.WriteAsync(session => session.Outbox.ReleaseOwnerAsync(settings.Owner), cancellation);
                return false;
            }
        }
        return true;
    }

    private Task RecordAsync(OutboxMessage mail, DeliveryResult result, Tally tally)
    {
        var now = database.Time.GetUtcNow();
        var state = StateAfter(mail, result, now);
        tally.Count(state, mail, result);
        DateTimeOffset? next = state == OutboxState.Queued ? now + Backoff.After(mail.Attempts + 1) : null;
        return database.WriteAsync(async session =>
        {
            await session.Outbox.RecordAttemptAsync(mail.OutboxId, settings.Owner, state, result.Detail, next);
            if (state == OutboxState.Failed)
                await Suspensions.SuspendAsync(session, mail.RecipientId, result.Detail);
        });
    }

    private OutboxState StateAfter(OutboxMessage mail, DeliveryResult result, DateTimeOffset now) => result.Outcome switch
    {
        DeliveryOutcome.Delivered => transport.IsDelivery ? OutboxState.Sent : OutboxState.PickedUp,
        DeliveryOutcome.Rejected => OutboxState.Failed,
        DeliveryOutcome.Retry when now - mail.CreatedAt >= Backoff.GiveUpAfter => OutboxState.Expired,
        _ => OutboxState.Queued,
    };

    private sealed class Tally
    {
        private readonly List<string> _warnings = [];

        public DeliveryReport Report { get; private set; } = new();

        public void Count(OutboxState state, OutboxMessage mail, DeliveryResult result)
        {
            var report = Report;
            Report = state switch
            {
                OutboxState.Sent => report with { Sent = report.Sent + 1 },
                OutboxState.PickedUp => report with { PickedUp = report.PickedUp + 1 },
                OutboxState.Failed => report with { Failed = report.Failed + 1 },
                OutboxState.Expired => report with { Expired = report.Expired + 1 },
                _ => report with { Retried = report.Retried + 1 },
            };
            if (Warning(state, mail, result) is { } warning)
                _warnings.Add(warning);
            Report = Report with { Warnings = [.. _warnings] };
        }

        private static string? Warning(OutboxState state, OutboxMessage mail, DeliveryResult result) => state switch
        {
            OutboxState.Failed => $"{mail.EnvelopeTo} was refused and is suspended: {result.Detail}",
            OutboxState.Expired => $"mail {mail.OutboxId} to {mail.EnvelopeTo} was given up after five days: {result.Detail}",
            OutboxState.Queued when result.Outcome == DeliveryOutcome.ServerRefused => $"the mail server does not take our mail: {result.Detail}",
            _ => null,
        };
    }
}
