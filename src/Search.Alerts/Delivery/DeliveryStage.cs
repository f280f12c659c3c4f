using System.Collections.Concurrent;
using System.Globalization;
using Search.Alerts.Mail;
using Search.Data;

namespace Search.Alerts.Delivery;

/// <summary>
/// Hands queued mails to the transport, by id, under claims: of several processes one has a mail at a time. Killed anywhere, a mail is
/// handed over at least once; a repeat, after a crash between the server's 250 and our commit, is the same bytes. No mail begins after an
/// unsubscription was acknowledged. A server that takes no mail at all, or is away, ends a run, and the next ones for a while.
/// </summary>
public sealed class DeliveryStage(Database database, IMailTransport transport, AlertSettings settings)
{
    private static readonly TimeSpan ShortestRest = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);

    private static int _runs;

    private readonly ServerRest _rest = new(database.Time, ShortestRest, LongestRest);

    /// <summary>Runs that ended while the database was away, with what they have to record, and when they ended.</summary>
    private readonly ConcurrentQueue<(DeliveryRun Run, long EndedAt)> _unended = new();

    /// <summary>Handles every mail whose attempt is due; none shortly after the server was away.</summary>
    public Task<DeliveryReport> RunAsync(CancellationToken cancellation = default) => RunAsync(evenAtRest: false, cancellation);

    /// <summary>Handles every mail whose attempt is due. <paramref name="evenAtRest"/>: also shortly after the server was away.</summary>
    public async Task<DeliveryReport> RunAsync(bool evenAtRest, CancellationToken cancellation = default)
    {
        if (!evenAtRest && _rest.IsOn)
            return new DeliveryReport();
        await MakeUpAsync();
        await ReleaseClaimsOfTheDeadAsync(cancellation);
        // A name of its own: two runs of one process have their own mails in hand.
        var owner = string.Create(CultureInfo.InvariantCulture, $"{settings.Owner}-{Interlocked.Increment(ref _runs)}");
        var run = new DeliveryRun(database, transport, settings, owner);
        try
        {
            return await run.RunAsync(cancellation);
        }
        finally
        {
            _rest.After(run.Server);
            if (run.IsUnrecorded)
                _unended.Enqueue((run, TimeProvider.System.GetTimestamp()));
        }
    }

    /// <summary>Once their leases have ended, others have the mails.</summary>
    private async Task MakeUpAsync()
    {
        while (_unended.TryDequeue(out var ended))
        {
            try
            {
                await ended.Run.MakeUpAsync();
            }
            catch when (TimeProvider.System.GetElapsedTime(ended.EndedAt) < MailsOfARun.Lease)
            {
                _unended.Enqueue(ended);
                throw;
            }
        }
    }

    private async Task ReleaseClaimsOfTheDeadAsync(CancellationToken cancellation)
    {
        var owners = await database.ReadAsync(session => session.Outbox.ClaimOwnersAsync(), cancellation);
        if (owners.Count == 0)
            return;
        await database.WriteAsync(session => session.Outbox.ReleaseLapsedAsync(), cancellation);
        foreach (var owner in owners.Where(ClaimOwner.IsDead))
            await database.WriteAsync(session => session.Outbox.ReleaseDeadAsync(owner), cancellation);
    }
}
