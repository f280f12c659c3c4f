namespace Search.Alerts.Mail;

/// <summary>
/// Sends by SMTP, one message at a time over one connection that is kept open between messages for a short while.
/// Thread-safe: concurrent sends wait for each other.
/// </summary>
public sealed class SmtpTransport : IMailTransport, IAsyncDisposable
{
    private readonly SmtpSettings _settings;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _one = new(1, 1);
    private SmtpSession? _open;

    public SmtpTransport(SmtpSettings settings, TimeProvider time)
    {
        _settings = settings;
        _time = time;
    }

    public string Description =>
        $"{(_settings.Security == SmtpSecurity.Implicit ? "smtps" : "smtp")}://{_settings.Host}:{_settings.EffectivePort}";

    public bool IsDelivery => true;

    public async Task<DeliveryResult> SendAsync(Envelope envelope, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            return await SendAloneAsync(envelope, message, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync(politely: true);
        _one.Dispose();
    }

    private async Task<DeliveryResult> SendAloneAsync(Envelope envelope, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        if (_open is not null && _time.GetElapsedTime(_open.LastUsed) > _settings.KeepOpen)
            await CloseAsync(politely: true);
        var reused = _open is not null;
        var result = await AttemptAsync(envelope, message, cancellationToken);
        // A server may close an idle connection at any time; nothing was handed over yet, so a fresh one may try at once.
        if (reused && result is { Outcome: DeliveryOutcome.Retry, ReplyCode: null or 421, Phase: SmtpPhase.MailFrom })
            result = await AttemptAsync(envelope, message, cancellationToken);
        return result;
    }

    private async Task<DeliveryResult> AttemptAsync(Envelope envelope, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        try
        {
            _open ??= await SmtpSession.OpenAsync(_settings, _time, cancellationToken);
            return await _open.SendAsync(envelope, message, cancellationToken);
        }
        catch (SmtpException e)
        {
            if (_open is { IsBroken: true })
                await CloseAsync(politely: false);
            return e.Result;
        }
        catch (OperationCanceledException)
        {
            await CloseAsync(politely: false);
            throw;
        }
    }

    private async Task CloseAsync(bool politely)
    {
        if (_open is not { } session)
            return;
        _open = null;
        if (politely)
            await session.QuitAsync();
        session.Dispose();
    }
}
