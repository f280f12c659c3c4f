namespace Search.Alerts.Mail;

/// <summary>
/// Bounds one piece of work with a server: each step by its own limit, the whole by fifteen minutes (less than the lease that an outbox
/// has on a mail), and the caller's cancellation. Once a message is being handed over, cancellation waits five seconds for the server's
/// last word, for a message that was taken and is not known to be would be sent again.
/// </summary>
internal sealed class SmtpDeadline : IDisposable
{
    private static readonly TimeSpan Whole = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource _limit = new();
    private readonly CancellationToken _caller;
    private readonly CancellationTokenRegistration _registration;
    private readonly long _started = Environment.TickCount64;
    private volatile bool _handingOver;

    public SmtpDeadline(CancellationToken caller)
    {
        _caller = caller;
        _registration = caller.UnsafeRegister(static (deadline, _) => ((SmtpDeadline)deadline!).OnCancelled(), this);
    }

    /// <summary>A token for the next step, cancelled when the step takes longer than <paramref name="limit"/>; ends the step before.</summary>
    public CancellationToken Step(TimeSpan limit)
    {
        var left = Whole - TimeSpan.FromMilliseconds(Environment.TickCount64 - _started);
        _limit.CancelAfter(left < TimeSpan.Zero ? TimeSpan.Zero : left < limit ? left : limit);
        // The caller may have cancelled a moment ago, and that limit is the one just overwritten.
        if (_caller.IsCancellationRequested)
            OnCancelled();
        return _limit.Token;
    }

    public void HandOver() => _handingOver = true;

    public void Dispose()
    {
        _registration.Dispose();
        _limit.Dispose();
    }

    private void OnCancelled()
    {
        if (_handingOver)
            _limit.CancelAfter(Patience);
        else
            _limit.Cancel();
    }
}
