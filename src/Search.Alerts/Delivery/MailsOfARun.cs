using System.Data.Common;
using Search.Alerts.Editing;
using Search.Alerts.Mail;
using Search.Data;
using Search.Data.Outbox;

namespace Search.Alerts.Delivery;

/// <summary>
/// The mails that a run of the delivery stage has in hand, and what came of them: takes them, keeps them, records them and gives them back. Not
/// thread-safe.
/// </summary>
internal sealed class MailsOfARun(Database database, IMailTransport transport, string owner)
{
    /// <summary>Longer than one mail can take; renewed long before its end.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(20);

    /// <summary>Enough for all connections while a group is recorded, and few enough to be held in memory.</summary>
    private const int Most = 128;

    /// <summary>
    /// A database that is away for longer ends the run, and the next one of this process records its results. A process that ends before costs a
    /// repeat, of the same bytes.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly HashSet<long> _inHand = [];

    /// <summary>Perhaps handed over: nobody knows, so nobody else gets them before the lease ends.</summary>
    private readonly HashSet<long> _unknown = [];

    /// <summary>Out of hand, and the database does not know it yet.</summary>
    private readonly List<Handed> _unrecorded = [];

    private readonly DeliveryTally _tally = new();
    private DateTimeOffset _renewedAt = database.Time.GetUtcNow();
    private bool _isDry;

    /// <summary>How many are waiting to be handed over, or being handed over, or handed over and not seen here yet.</summary>
    public int InHand => _inHand.Count;

    /// <summary>
    /// True when the database was away for the last <see cref="RecordAsync(IReadOnlyList{Handed}, bool)"/>, and nobody knows what it did: the next
    /// one makes up for it.
    /// </summary>
    public bool IsUnrecorded { get; private set; }

    public DeliveryReport Report(string? trouble)
    {
        if (trouble is not null)
            _tally.Warn(trouble);
        return _tally.Report;
    }

    /// <summary>
    /// Records results, gives back what was not handed over, and takes more in hand: all in one transaction, which a database that is away for
    /// a moment does not lose. What could not be recorded is with the next call.
    /// </summary>
    public async Task<IReadOnlyList<OutboxMessage>> RecordAsync(IReadOnlyList<Handed> handed, bool takeMore)
    {
        _unrecorded.AddRange(handed);
        var attempts = _unrecorded.Where(one => one.Result is not null).Select(one => AttemptOf(one.Mail, one.Result!)).ToList();
        long[] notBegun = [.. _unrecorded.Where(one => !one.WasBegun).Select(one => one.Mail.OutboxId)];
        _unknown.UnionWith(handed.Where(one => one is { WasBegun: true, Result: null }).Select(one => one.Mail.OutboxId));
        _inHand.ExceptWith(handed.Select(one => one.Mail.OutboxId));
        var limit = takeMore && !_isDry ? Most - _inHand.Count : 0;
        var wasUnrecorded = IsUnrecorded;
        IsUnrecorded = true;
        var taken = await PersistentlyAsync((session, isAgain) => RecordAsync(session, attempts, notBegun, isAgain || wasUnrecorded, limit), isWorthIt: attempts.Count > 0);
        IsUnrecorded = false;
        _unrecorded.Clear();
        _isDry |= limit > 0 && taken.Count == 0;
        _inHand.UnionWith(taken.Select(mail => mail.OutboxId));
        foreach (var one in attempts)
            _tally.Count(one.Attempt.State, one.Mail, one.Result);
        return taken;
    }

    /// <summary>More may have become due since there was nothing more to take.</summary>
    public void LookAgain() => _isDry = false;

    /// <summary>Keeps what is in hand, when half of its lease is over.</summary>
    public async Task RenewAsync()
    {
        var now = database.Time.GetUtcNow();
        if (_inHand.Count == 0 || (now - _renewedAt).Duration() < Lease / 2)
            return;
        await database.WriteAsync(session => session.Outbox.RenewAsync(owner, _inHand, Lease));
        _renewedAt = now;
    }

    /// <summary>Gives back, to be cancelled, what was called back and is still waiting for its turn.</summary>
    public async Task GiveUpCalledBackAsync(Func<long, bool> isWaiting)
    {
        var calledBack = await database.ReadAsync(session => session.Outbox.CalledBackAsync(owner));
        long[] waiting = [.. calledBack.Where(isWaiting)];
        if (waiting.Length > 0)
            await database.WriteAsync(session => session.Outbox.ReleaseAsync(owner, waiting));
    }

    private async Task<IReadOnlyList<OutboxMessage>> RecordAsync(DataSession session, List<MailAttempt> attempts, long[] notBegun, bool isAgain, int limit)
    {
        // What comes back may have been called back, and is then free to be told by another mail: no digest is stored meanwhile.
        if (isAgain || notBegun.Length > 0 || attempts.Exists(one => one.Attempt.State is OutboxState.Queued or OutboxState.Failed))
            await session.LockAsync(DataLock.Matches);
        // The transaction that failed may have taken mails in hand that we know nothing of.
        if (isAgain)
            await session.Outbox.ReleaseOthersAsync(owner, [.. _inHand, .. _unknown, .. attempts.Select(one => one.Mail.OutboxId)]);
        await session.Outbox.RecordAttemptsAsync(owner, [.. attempts.Select(one => one.Attempt)]);
        foreach (var one in attempts.Where(one => one.Attempt.State == OutboxState.Failed))
            await Suspensions.SuspendAsync(session, one.Mail.RecipientId, one.Result.Detail);
        if (notBegun.Length > 0)
            await session.Outbox.ReleaseAsync(owner, notBegun);
        return limit > 0 ? await session.Outbox.ClaimDueAsync(owner, Lease, limit) : [];
    }

    /// <summary>Tries again for a while when there are results to lose.</summary>
    private async Task<IReadOnlyList<OutboxMessage>> PersistentlyAsync(Func<DataSession, bool, Task<IReadOnlyList<OutboxMessage>>> work, bool isWorthIt)
    {
        var began = TimeProvider.System.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await database.WriteAsync(session => work(session, attempt > 0));
            }
            catch (Exception e) when (isWorthIt && e is DbException or TimeoutException && TimeProvider.System.GetElapsedTime(began) < Patience)
            {
                var pause = TimeSpan.FromMilliseconds(50 << Math.Min(attempt, 10));
                await Task.Delay(pause < LongestPause ? pause : LongestPause);
            }
        }
    }

    private MailAttempt AttemptOf(OutboxMessage mail, DeliveryResult result)
    {
        var now = database.Time.GetUtcNow();
        var state = StateAfter(mail, result, now);
        DateTimeOffset? next = state == OutboxState.Queued ? now + Backoff.After(mail.Attempts + 1) : null;
        return new MailAttempt(mail, result, new Attempt(mail.OutboxId, state, result.Detail, next));
    }

    private OutboxState StateAfter(OutboxMessage mail, DeliveryResult result, DateTimeOffset now) => result.Outcome switch
    {
        DeliveryOutcome.Delivered => transport.IsDelivery ? OutboxState.Sent : OutboxState.PickedUp,
        DeliveryOutcome.Rejected => OutboxState.Failed,
        DeliveryOutcome.Retry when now - mail.CreatedAt >= Backoff.GiveUpAfter => OutboxState.Expired,
        _ => OutboxState.Queued,
    };

    private sealed record MailAttempt(OutboxMessage Mail, DeliveryResult Result, Attempt Attempt);
}
