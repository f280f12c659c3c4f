namespace Search.Alerts.Mail;

/// <summary>
/// Sends by SMTP over up to <see cref="SmtpSettings.Connections"/> sessions. Each is kept open between messages for a short while and
/// serves many. Thread-safe: a send takes a free session or opens one; with all of them in use it waits.
/// </summary>
public sealed class SmtpTransport : IMailTransport, IAsyncDisposable
{
    private readonly SmtpSettings _settings;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _places;
    private readonly ITimer _closing;
    private readonly Lock _gate = new();

    /// <summary>Open sessions that nobody uses, the longest unused first. Guarded by <see cref="_gate"/>.</summary>
    private readonly List<SmtpSession> _idle = [];
    private bool _disposed;

    public SmtpTransport(SmtpSettings settings, TimeProvider time)
    {
        _settings = settings;
        _time = time;
        _places = new SemaphoreSlim(settings.EffectiveConnections);
        _closing = time.CreateTimer(_ => CloseUnused(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public string Description =>
        $"{(_settings.Security == SmtpSecurity.Implicit ? "smtps" : "smtp")}://{_settings.Host}:{_settings.EffectivePort}";

    public bool IsDelivery => true;

    public async Task<DeliveryResult> SendAsync(Envelope envelope, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            if (await TakeIdleAsync() is { } kept)
            {
                var result = await AttemptAsync(kept, envelope, message, cancellationToken);
                // A server may close an idle connection at any time; nothing was handed over yet, so a fresh one may try at once.
                if (result is not { Outcome: DeliveryOutcome.Retry, ReplyCode: null or 421, Phase: SmtpPhase.MailFrom })
                    return result;
            }
            return await AttemptAsync(session: null, envelope, message, cancellationToken);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Closes the unused sessions at once, and those in use when their message is through.</summary>
    public async ValueTask DisposeAsync()
    {
        List<SmtpSession> idle;
        lock (_gate)
        {
            _disposed = true;
            idle = [.. _idle];
            _idle.Clear();
        }
        await _closing.DisposeAsync();
        await Task.WhenAll(idle.Select(CloseAsync));
    }

    private async Task<DeliveryResult> AttemptAsync(SmtpSession? session, Envelope envelope, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        try
        {
            session ??= await SmtpSession.OpenAsync(_settings, _time, cancellationToken);
            return await session.SendAsync(envelope, message, cancellationToken);
        }
        catch (SmtpException e)
        {
            return e.Result;
        }
        finally
        {
            GiveBack(session);
        }
    }

    /// <summary>The session that was used last, or null; those that have served their time are closed first.</summary>
    private async Task<SmtpSession?> TakeIdleAsync()
    {
        List<SmtpSession> old;
        SmtpSession? kept = null;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            old = TakeOld();
            if (_idle.Count > 0)
            {
                kept = _idle[^1];
                _idle.RemoveAt(_idle.Count - 1);
            }
        }
        if (old.Count > 0)
            await Task.WhenAll(old.Select(CloseAsync));
        return kept;
    }

    private void GiveBack(SmtpSession? session)
    {
        if (session is null)
            return;
        lock (_gate)
        {
            if (!session.IsBroken && !_disposed)
            {
                _idle.Add(session);
                if (_idle.Count == 1)
                    _closing.Change(_settings.KeepOpen, Timeout.InfiniteTimeSpan);
                return;
            }
        }
        session.Dispose();
    }

    private void CloseUnused()
    {
        List<SmtpSession> old;
        lock (_gate)
        {
            old = TakeOld();
            if (_idle.Count > 0 && !_disposed)
                _closing.Change(_settings.KeepOpen, Timeout.InfiniteTimeSpan);
        }
        foreach (var session in old)
            _ = CloseAsync(session);
    }

    /// <summary>Removes what was unused for too long, or has had all the messages that a connection may have. Called under the lock.</summary>
    private List<SmtpSession> TakeOld()
    {
        var old = _idle.FindAll(session =>
            session.Messages >= _settings.EffectiveMessagesPerConnection || _time.GetElapsedTime(session.LastUsed) >= _settings.KeepOpen);
        _idle.RemoveAll(old.Contains);
        return old;
    }

    private static async Task CloseAsync(SmtpSession session)
    {
        await session.QuitAsync();
        session.Dispose();
    }
}
