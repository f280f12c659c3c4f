using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Search.Alerts.Mail;
using Search.Data;
using Search.Data.Outbox;

namespace Search.Alerts.Delivery;

/// <summary>
/// One run of the delivery stage. Mails are taken in hand some at a time; as many as there are connections are handed over at once; results are
/// recorded, and more mails taken in hand, in one transaction for all that came while the last one was committed: nothing waits for company,
/// since what was handed over and is not recorded goes again after a crash. A slow or refused mail keeps none but its own connection. Used once.
/// </summary>
internal sealed class DeliveryRun(Database database, IMailTransport transport, AlertSettings settings, string owner)
{
    private const int GroupSize = 50;

    /// <summary>How long there may be no result before mails that were called back are looked for.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(500);

    /// <summary>How long the first mail may keep the others waiting: a server that takes none is not asked several times.</summary>
    private static readonly TimeSpan FirstAlone = TimeSpan.FromSeconds(2);

    private readonly Channel<OutboxMessage> _waiting = Channel.CreateUnbounded<OutboxMessage>();
    private readonly Channel<Handed> _handed = Channel.CreateUnbounded<Handed>();

    /// <summary>Taken by whoever hands over, until it is recorded.</summary>
    private readonly ConcurrentDictionary<long, bool> _begun = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly MailsOfARun _mails = new(database, transport, owner);
    private volatile bool _isEnding;

    /// <summary>Sees each result.</summary>
    public ServerState Server { get; } = new();

    /// <summary>True when it ended without a database to record its last results in; <see cref="MakeUpAsync"/> is to be tried until it is not.</summary>
    public bool IsUnrecorded => _mails.IsUnrecorded;

    /// <summary>Records, and gives back, what the end of the run could not.</summary>
    public Task MakeUpAsync()
    {
        // Nobody is left to hand anything over.
        _isEnding = true;
        return RecordAsync([]);
    }

    /// <summary>Handles every mail whose attempt is due.</summary>
    public async Task<DeliveryReport> RunAsync(CancellationToken cancellation)
    {
        await RecordAsync([]);
        if (_mails.InHand == 0)
            return _mails.Report(trouble: null);
        CrashPoints.Reach("delivery-claimed");
        var hands = Enumerable.Range(0, Math.Max(1, settings.Connections)).Select(hand => Task.Run(() => HandOverAllAsync(hand, cancellation), CancellationToken.None)).ToList();
        try
        {
            while (_mails.InHand > 0)
                await StepAsync(cancellation);
        }
        finally
        {
            await EndAsync(hands);
        }
        return _mails.Report(Server.Trouble);
    }

    private async Task StepAsync(CancellationToken cancellation)
    {
        var handed = await GatherAsync(cancellation);
        if (handed.Count > 0)
            await RecordAsync(handed);
        else
            await LookAroundAsync();
        await _mails.RenewAsync();
        if (handed.FirstOrDefault(one => one.Fault is not null) is { Fault: { } fault })
            ExceptionDispatchInfo.Throw(fault);
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>While a server is slow with what it has: what was called back goes, and what has become due is taken by the hands that are free.</summary>
    private async Task LookAroundAsync()
    {
        await _mails.GiveUpCalledBackAsync(outboxId => !_begun.ContainsKey(outboxId));
        _mails.LookAgain();
        await RecordAsync([]);
    }

    /// <summary>The results that are there; waits for the first, and gives nothing when there is none for long.</summary>
    private async Task<IReadOnlyList<Handed>> GatherAsync(CancellationToken cancellation)
    {
        var handed = new List<Handed>();
        if (!await IsThereAsync(cancellation))
            return handed;
        while (handed.Count < GroupSize && _handed.Reader.TryRead(out var one))
            handed.Add(one);
        return handed;
    }

    private async Task<bool> IsThereAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Idle);
        try
        {
            return await _handed.Reader.WaitToReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Not to be cancelled: what the server has taken is recorded even when the run is to end.</summary>
    private async Task RecordAsync(IReadOnlyList<Handed> handed)
    {
        var began = database.Time.GetTimestamp();
        foreach (var mail in await _mails.RecordAsync(handed, takeMore: !_isEnding && Server.Trouble is null))
            await _waiting.Writer.WriteAsync(mail);
        foreach (var one in handed)
            _begun.TryRemove(one.Mail.OutboxId, out _);
        StageTimes.DeliveryRecord.Since(database.Time, began);
        if (handed.Count > 0)
            CrashPoints.Reach("delivery-recorded");
    }

    /// <summary>Waits for what is on its way, and gives the rest back.</summary>
    private async Task EndAsync(IReadOnlyList<Task> hands)
    {
        _isEnding = true;
        _waiting.Writer.Complete();
        _first.TrySetResult();
        await Task.WhenAll(hands);
        var rest = new List<Handed>();
        while (_handed.Reader.TryRead(out var one))
            rest.Add(one);
        if (rest.Count > 0)
            await RecordAsync(rest);
    }

    private async Task HandOverAllAsync(int hand, CancellationToken cancellation)
    {
        if (hand > 0)
            await Task.WhenAny(_first.Task, Task.Delay(FirstAlone, cancellation));
        await foreach (var mail in _waiting.Reader.ReadAllAsync(CancellationToken.None))
        {
            _begun[mail.OutboxId] = true;
            _handed.Writer.TryWrite(await HandOverAsync(mail, cancellation));
            _first.TrySetResult();
        }
    }

    private async Task<Handed> HandOverAsync(OutboxMessage mail, CancellationToken cancellation)
    {
        if (_isEnding || Server.Trouble is not null || cancellation.IsCancellationRequested)
            return Handed.NotBegun(mail);
        try
        {
            var began = database.Time.GetTimestamp();
            var may = await database.ReadAsync(session => session.Outbox.MayHandOverAsync(mail.OutboxId, owner), CancellationToken.None);
            StageTimes.DeliveryCheck.Since(database.Time, began);
            return may ? await SendAsync(mail, cancellation) : Handed.NotBegun(mail);
        }
        catch (Exception e)
        {
            return Handed.NotBegun(mail, e);
        }
    }

    private async Task<Handed> SendAsync(OutboxMessage mail, CancellationToken cancellation)
    {
        CrashPoints.Reach("delivery-held");
        try
        {
            var began = database.Time.GetTimestamp();
            var result = await transport.SendAsync(new Envelope(mail.EnvelopeFrom, mail.EnvelopeTo), mail.Bytes, cancellation);
            StageTimes.DeliverySend.Since(database.Time, began);
            CrashPoints.Reach("delivery-sent");
            Server.Saw(result);
            return Handed.Over(mail, result);
        }
        catch (Exception e)
        {
            return Handed.Unknown(mail, e);
        }
    }
}
