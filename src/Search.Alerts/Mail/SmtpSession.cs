using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Search.Alerts.Mail;

/// <summary>
/// One session with an SMTP server (RFC 5321), with STARTTLS (RFC 3207), AUTH PLAIN and LOGIN (RFC 4954), SIZE (RFC 1870), PIPELINING
/// (RFC 2920), 8BITMIME (RFC 6152) and SMTPUTF8 (RFC 6531) where the server offers them. Not thread-safe. Once it is broken it must be
/// disposed.
/// </summary>
internal sealed partial class SmtpSession : IDisposable
{
    private readonly SmtpSettings _settings;
    private readonly TimeProvider _time;
    private readonly SmtpConnection _connection = new();
    private readonly Dictionary<string, string> _extensions = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Of the work in hand; there is one only within <see cref="Guarded"/>.</summary>
    private SmtpDeadline _deadline = null!;

    private SmtpSession(SmtpSettings settings, TimeProvider time)
    {
        _settings = settings;
        _time = time;
    }

    /// <summary>How far the session has come; a fault is judged by it.</summary>
    public SmtpPhase Phase { get; private set; }

    /// <summary>True when the connection is of no more use: a network fault, a time-out, a cancellation, or 421.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>When the last reply came, as <see cref="TimeProvider.GetTimestamp"/>.</summary>
    public long LastUsed { get; private set; }

    /// <summary>Messages that were begun, taken or not.</summary>
    public int Messages { get; private set; }

    /// <summary>Connects, secures and authenticates. Throws <see cref="SmtpException"/>.</summary>
    public static async Task<SmtpSession> OpenAsync(SmtpSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        var session = new SmtpSession(settings, time);
        try
        {
            await session.Guarded(session.OpenAsync, cancellationToken);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>One mail transaction. Throws <see cref="SmtpException"/>; after a 4xx or 5xx reply the session may be used again.</summary>
    public Task<DeliveryResult> SendAsync(Envelope envelope, ReadOnlyMemory<byte> message, CancellationToken cancellationToken) =>
        Guarded(() => TransactionAsync(envelope, message), cancellationToken);

    /// <summary>Says goodbye, without waiting long for the answer.</summary>
    public async Task QuitAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2), _time);
            _connection.Add("QUIT");
            await _connection.SendAsync(limit.Token);
            await _connection.ReadReplyAsync(limit.Token);
        }
        catch (Exception e) when (IsFault(e))
        {
            // The server is free to hang up first.
        }
    }

    public void Dispose() => _connection.Dispose();

    private async Task<bool> OpenAsync()
    {
        Phase = SmtpPhase.Connect;
        await _connection.ConnectAsync(_settings.Host, _settings.EffectivePort, _deadline.Step(_settings.ConnectTimeout));
        if (_settings.Security == SmtpSecurity.Implicit)
            await EncryptAsync();
        Phase = SmtpPhase.Greeting;
        Expect(await ReadReplyAsync(), 220);
        await HelloAsync();
        if (_settings.Security is SmtpSecurity.Offered or SmtpSecurity.Required)
            await StartTlsAsync();
        if (!string.IsNullOrEmpty(_settings.User))
            await AuthenticateAsync();
        return true;
    }

    private async Task HelloAsync()
    {
        Phase = SmtpPhase.Hello;
        var name = HelloName();
        _extensions.Clear();
        var reply = await CommandAsync("EHLO " + name);
        if (reply.Code is 500 or 501 or 502 or 504)
        {
            Expect(await CommandAsync("HELO " + name), 250);
            return;
        }
        Expect(reply, 250);
        foreach (var line in reply.Lines.Skip(1))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            _extensions[space < 0 ? line : line[..space]] = space < 0 ? "" : line[(space + 1)..];
        }
    }

    private async Task StartTlsAsync()
    {
        Phase = SmtpPhase.StartTls;
        if (!_extensions.ContainsKey("STARTTLS"))
        {
            if (_settings.Security == SmtpSecurity.Required)
                throw Refused(null, $"{_settings.Host} does not offer STARTTLS, and Smtp:Security is 'required'");
            return;
        }
        var reply = await CommandAsync("STARTTLS");
        if (reply.Code == 421)
            throw Judge(reply);
        if (reply.Code != 220)
        {
            if (_settings.Security == SmtpSecurity.Required)
                throw Refused(reply.Code, $"STARTTLS was refused: {reply}");
            return;
        }
        await EncryptAsync();
        await HelloAsync();
    }

    private async Task EncryptAsync()
    {
        Phase = SmtpPhase.StartTls;
        string? fault = null;
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = _settings.Host,
            CertificateChainPolicy = _settings.TrustedCertificates is { Length: > 0 } file ? TrustOnly(file) : null,
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            {
                fault = ServerCertificate.Fault(_settings.Host, certificate as X509Certificate2, chain, errors);
                return fault is null;
            },
        };
        try
        {
            await _connection.EncryptAsync(options, _deadline.Step(_settings.ConnectTimeout));
        }
        catch (AuthenticationException e)
        {
            throw Refused(null, fault ?? $"no TLS with {_settings.Host}: {ServerText.Clean((e.InnerException ?? e).Message)}");
        }
    }

    private X509ChainPolicy TrustOnly(string file)
    {
        try
        {
            return ServerCertificate.TrustOnly(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw Refused(null, $"Smtp:TrustedCertificates '{file}' cannot be read: {e.Message}");
        }
    }

    private async Task AuthenticateAsync()
    {
        Phase = SmtpPhase.Authenticate;
        if (!_connection.IsEncrypted && !_connection.IsLoopback)
            throw Refused(null, "credentials are not sent over an unencrypted connection; set Smtp:Security to 'required' or 'implicit'");
        var offered = _extensions.GetValueOrDefault("AUTH", "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (user, password) = (_settings.User!, _settings.Password ?? "");
        SmtpReply reply;
        if (offered.Contains("PLAIN", StringComparer.OrdinalIgnoreCase))
        {
            reply = await CommandAsync("AUTH PLAIN " + Base64("\0" + user + "\0" + password));
        }
        else if (offered.Contains("LOGIN", StringComparer.OrdinalIgnoreCase))
        {
            Expect(await CommandAsync("AUTH LOGIN"), 334);
            Expect(await CommandAsync(Base64(user)), 334);
            reply = await CommandAsync(Base64(password));
        }
        else
        {
            throw Refused(null, $"{_settings.Host} offers neither AUTH PLAIN nor AUTH LOGIN");
        }
        Expect(reply, 235);
    }

    /// <summary>
    /// 4xx is for later, 5xx for good: of the recipient and message once a recipient was named, of the server before.
    /// 552 after RCPT is for good as well, though RFC 5321 section 4.5.3.1.10 lets it mean "too many recipients", to be tried again:
    /// with one recipient in each transaction that is not what it can mean here.
    /// </summary>
    private SmtpException Judge(SmtpReply reply)
    {
        // A message over the server's limit is refused at MAIL already, where its size is told (RFC 1870).
        var isServer = Phase < SmtpPhase.RcptTo && !(Phase == SmtpPhase.MailFrom && reply.Code == 552);
        var outcome = reply.Code < 500 ? DeliveryOutcome.Retry : isServer ? DeliveryOutcome.ServerRefused : DeliveryOutcome.Rejected;
        return new SmtpException(new DeliveryResult(outcome, Phase, reply.Code, reply.ToString()));
    }

    private void Expect(SmtpReply reply, int code)
    {
        if (reply.Code != code)
            throw Judge(reply);
    }

    private SmtpException Refused(int? code, string detail) => new(new DeliveryResult(DeliveryOutcome.ServerRefused, Phase, code, detail));

    /// <summary>Turns every network fault into a result with the phase it came in. Any exception but a verdict leaves the session broken.</summary>
    private async Task<T> Guarded<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        using var deadline = _deadline = new SmtpDeadline(cancellationToken);
        try
        {
            return await work();
        }
        catch (Exception e) when (e is not SmtpException)
        {
            IsBroken = true;
            if (!IsFault(e) || (e is OperationCanceledException && cancellationToken.IsCancellationRequested))
                throw;
            var what = e is OperationCanceledException ? "no answer in time" : ServerText.Clean(e.Message);
            throw new SmtpException(new DeliveryResult(DeliveryOutcome.Retry, Phase, null, $"{_settings.Host}:{_settings.EffectivePort}: {what}"));
        }
    }

    /// <summary>True for what a network or another machine does; false for a programmer's error.</summary>
    private static bool IsFault(Exception e) =>
        e is IOException or SocketException or ObjectDisposedException or OperationCanceledException or SmtpException;

    private async Task<SmtpReply> CommandAsync(string command)
    {
        _connection.Add(command);
        await _connection.SendAsync(_deadline.Step(_settings.ReplyTimeout));
        return await ReadReplyAsync();
    }

    private ValueTask<SmtpReply> ReadReplyAsync() => ReadReplyAsync(_settings.ReplyTimeout);

    private async ValueTask<SmtpReply> ReadReplyAsync(TimeSpan limit)
    {
        var reply = await _connection.ReadReplyAsync(_deadline.Step(limit));
        LastUsed = _time.GetTimestamp();
        if (reply.Code == 421)
            IsBroken = true;
        return reply;
    }

    private string HelloName()
    {
        if (!string.IsNullOrEmpty(_settings.HelloName))
            return _settings.HelloName;
        var name = Dns.GetHostName();
        if (name.Contains('.', StringComparison.Ordinal) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-'))
            return name;
        // A name that is not fully qualified is refused by many servers; an address literal is what RFC 5321 asks for then.
        return _connection.LocalAddress switch
        {
            { AddressFamily: AddressFamily.InterNetwork } address => $"[{address}]",
            { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: 0 } address => $"[IPv6:{address}]",
            _ => "[127.0.0.1]",
        };
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
