using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Search.Data;

namespace Search.Alerts.Mail;

/// <summary>
/// One connection to an SMTP server (RFC 5321), with STARTTLS (RFC 3207), AUTH PLAIN and LOGIN (RFC 4954) and SIZE (RFC 1870).
/// Not thread-safe. Once it is broken it must be disposed.
/// </summary>
internal sealed class SmtpSession : IDisposable
{
    private const int MaxReplyLine = 4096;
    private const int MaxReplyLines = 200;
    private readonly SmtpSettings _settings;
    private readonly TimeProvider _time;
    private readonly byte[] _buffer = new byte[8192];
    private readonly Dictionary<string, string> _extensions = new(StringComparer.OrdinalIgnoreCase);
    private Socket? _socket;
    private Stream _stream = Stream.Null;
    private int _start;
    private int _end;
    private bool _encrypted;

    private SmtpSession(SmtpSettings settings, TimeProvider time)
    {
        _settings = settings;
        _time = time;
    }

    /// <summary>How far the session has come; a fault is judged by it.</summary>
    public SmtpPhase Phase { get; private set; }

    /// <summary>True when the connection is of no more use: a network fault, a time-out, or 421.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>When the last reply came, as <see cref="TimeProvider.GetTimestamp"/>.</summary>
    public long LastUsed { get; private set; }

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
        Guarded(token => TransactionAsync(envelope, message, token), cancellationToken);

    /// <summary>Says goodbye, without waiting long for the answer.</summary>
    public async Task QuitAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2), _time);
            await WriteLineAsync("QUIT", limit.Token);
            await ReadReplyAsync(limit.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SmtpException or ObjectDisposedException)
        {
            // The server is free to hang up first.
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        _socket?.Dispose();
    }

    private async Task<bool> OpenAsync(CancellationToken cancellationToken)
    {
        Phase = SmtpPhase.Connect;
        await ConnectAsync(cancellationToken);
        if (_settings.Security == SmtpSecurity.Implicit)
            await EncryptAsync(cancellationToken);
        Phase = SmtpPhase.Greeting;
        Expect(await ReadReplyAsync(cancellationToken), 220);
        await HelloAsync(cancellationToken);
        if (_settings.Security is SmtpSecurity.Offered or SmtpSecurity.Required)
            await StartTlsAsync(cancellationToken);
        if (!string.IsNullOrEmpty(_settings.User))
            await AuthenticateAsync(cancellationToken);
        return true;
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_settings.ConnectTimeout);
        _socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await _socket.ConnectAsync(_settings.Host, _settings.EffectivePort, limit.Token);
        _stream = new NetworkStream(_socket, ownsSocket: false);
    }

    private async Task HelloAsync(CancellationToken cancellationToken)
    {
        Phase = SmtpPhase.Hello;
        var name = HelloName();
        _extensions.Clear();
        var reply = await CommandAsync("EHLO " + name, cancellationToken);
        if (reply.Code is 500 or 501 or 502 or 504)
        {
            Expect(await CommandAsync("HELO " + name, cancellationToken), 250);
            return;
        }
        Expect(reply, 250);
        foreach (var line in reply.Lines.Skip(1))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            _extensions[space < 0 ? line : line[..space]] = space < 0 ? "" : line[(space + 1)..];
        }
    }

    private async Task StartTlsAsync(CancellationToken cancellationToken)
    {
        Phase = SmtpPhase.StartTls;
        if (!_extensions.ContainsKey("STARTTLS"))
        {
            if (_settings.Security == SmtpSecurity.Required)
                throw Refused(null, $"{_settings.Host} does not offer STARTTLS, and Smtp:Security is 'required'");
            return;
        }
        var reply = await CommandAsync("STARTTLS", cancellationToken);
        if (reply.Code != 220)
        {
            if (_settings.Security == SmtpSecurity.Required || reply.Code == 421)
                throw Refused(reply.Code, $"STARTTLS was refused: {reply}");
            return;
        }
        // What came before the handshake is not to be trusted after it.
        _start = _end = 0;
        await EncryptAsync(cancellationToken);
        await HelloAsync(cancellationToken);
    }

    private async Task EncryptAsync(CancellationToken cancellationToken)
    {
        Phase = SmtpPhase.StartTls;
        var tls = new SslStream(_stream, leaveInnerStreamOpen: false);
        _stream = tls;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_settings.ConnectTimeout);
        var options = new SslClientAuthenticationOptions { TargetHost = _settings.Host };
        if (_settings.TrustedCertificates is { Length: > 0 } file)
            options.CertificateChainPolicy = TrustOnly(file);
        try
        {
            await tls.AuthenticateAsClientAsync(options, limit.Token);
        }
        catch (AuthenticationException e)
        {
            throw Refused(null, $"the certificate of {_settings.Host} was not accepted: {(e.InnerException ?? e).Message}");
        }
        _encrypted = true;
    }

    private X509ChainPolicy TrustOnly(string file)
    {
        try
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(file);
            return policy;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw Refused(null, $"Smtp:TrustedCertificates '{file}' cannot be read: {e.Message}");
        }
    }

    private async Task AuthenticateAsync(CancellationToken cancellationToken)
    {
        Phase = SmtpPhase.Authenticate;
        if (!_encrypted && !IsThisMachine())
            throw Refused(null, "credentials are not sent over an unencrypted connection; set Smtp:Security to 'required' or 'implicit'");
        var offered = _extensions.GetValueOrDefault("AUTH", "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (user, password) = (_settings.User!, _settings.Password ?? "");
        SmtpReply reply;
        if (offered.Contains("PLAIN", StringComparer.OrdinalIgnoreCase))
        {
            reply = await CommandAsync("AUTH PLAIN " + Base64("\0" + user + "\0" + password), cancellationToken);
        }
        else if (offered.Contains("LOGIN", StringComparer.OrdinalIgnoreCase))
        {
            Expect(await CommandAsync("AUTH LOGIN", cancellationToken), 334);
            Expect(await CommandAsync(Base64(user), cancellationToken), 334);
            reply = await CommandAsync(Base64(password), cancellationToken);
        }
        else
        {
            throw Refused(null, $"{_settings.Host} offers neither AUTH PLAIN nor AUTH LOGIN");
        }
        Expect(reply, 235);
    }

    private async Task<DeliveryResult> TransactionAsync(Envelope envelope, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        Phase = SmtpPhase.MailFrom;
        await MustAsync($"MAIL FROM:<{Path(envelope.Sender)}>{SizeParameter(message.Length)}", cancellationToken);
        CrashPoints.Reach("smtp-mail");
        Phase = SmtpPhase.RcptTo;
        await MustAsync($"RCPT TO:<{Path(envelope.Recipient)}>", cancellationToken);
        CrashPoints.Reach("smtp-rcpt");
        Phase = SmtpPhase.Data;
        var go = await CommandAsync("DATA", cancellationToken);
        if (go.Code != 354)
            throw await Failed(go, cancellationToken);
        CrashPoints.Reach("smtp-data");
        await WriteMessageAsync(message, cancellationToken);
        CrashPoints.Reach("smtp-message");
        Phase = SmtpPhase.AfterData;
        var done = await ReadReplyAsync(cancellationToken);
        if (done.Code is < 200 or >= 300)
            throw Judge(done);
        CrashPoints.Reach("smtp-250");
        Phase = SmtpPhase.Done;
        return DeliveryResult.Delivered(done.Code, done.ToString());
    }

    private string SizeParameter(int size)
    {
        if (!_extensions.TryGetValue("SIZE", out var limit))
            return "";
        if (long.TryParse(limit, CultureInfo.InvariantCulture, out var most) && most > 0 && size > most)
            throw new SmtpException(new DeliveryResult(DeliveryOutcome.Rejected, Phase, 552, $"the message has {size} bytes and {_settings.Host} takes at most {most}"));
        return $" SIZE={size}";
    }

    private async Task MustAsync(string command, CancellationToken cancellationToken)
    {
        var reply = await CommandAsync(command, cancellationToken);
        if (reply.Code is < 200 or >= 300)
            throw await Failed(reply, cancellationToken);
    }

    /// <summary>The exception for a refused transaction, after clearing it with RSET so that the session stays usable.</summary>
    private async Task<SmtpException> Failed(SmtpReply reply, CancellationToken cancellationToken)
    {
        var failure = Judge(reply);
        if (IsBroken)
            return failure;
        try
        {
            IsBroken = (await CommandAsync("RSET", cancellationToken)).Code != 250;
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or SmtpException or OperationCanceledException)
        {
            // The verdict on the message stands, whatever becomes of the connection.
            IsBroken = true;
        }
        return failure;
    }

    private SmtpException Judge(SmtpReply reply)
    {
        if (reply.Code == 421)
            IsBroken = true;
        var beforeRecipient = Phase < SmtpPhase.RcptTo;
        var outcome = reply.IsTransient || reply.Code < 400 ? DeliveryOutcome.Retry
            : beforeRecipient ? DeliveryOutcome.ServerRefused
            : DeliveryOutcome.Rejected;
        return new SmtpException(new DeliveryResult(outcome, Phase, reply.Code, reply.ToString()));
    }

    private void Expect(SmtpReply reply, int code)
    {
        if (reply.Code != code)
            throw Judge(reply);
    }

    private SmtpException Refused(int? code, string detail) => new(new DeliveryResult(DeliveryOutcome.ServerRefused, Phase, code, detail));

    /// <summary>Turns every network fault into a result with the phase it came in.</summary>
    private async Task<T> Guarded<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work(cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Fault($"{_settings.Host}:{_settings.EffectivePort} did not answer in time");
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            throw Fault($"{_settings.Host}:{_settings.EffectivePort}: {e.Message}");
        }
    }

    private SmtpException Fault(string detail)
    {
        IsBroken = true;
        return new SmtpException(new DeliveryResult(DeliveryOutcome.Retry, Phase, null, detail));
    }

    private async Task<SmtpReply> CommandAsync(string line, CancellationToken cancellationToken)
    {
        await WriteLineAsync(line, cancellationToken);
        return await ReadReplyAsync(cancellationToken);
    }

    private async Task WriteLineAsync(string line, CancellationToken cancellationToken)
    {
        if (line.AsSpan().ContainsAny('\r', '\n', '\0'))
            throw new ArgumentException("an SMTP command is one line", nameof(line));
        using var limit = Limit(cancellationToken);
        await _stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), limit.Token);
        await _stream.FlushAsync(limit.Token);
    }

    /// <summary>The message with a dot doubled at each line's start (RFC 5321 section 4.5.2), and the closing dot.</summary>
    private async Task WriteMessageAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        using var limit = Limit(cancellationToken);
        await _stream.WriteAsync(SmtpData.Encode(message.Span), limit.Token);
        await _stream.FlushAsync(limit.Token);
    }

    private async Task<SmtpReply> ReadReplyAsync(CancellationToken cancellationToken)
    {
        using var limit = Limit(cancellationToken);
        var lines = new List<string>();
        while (true)
        {
            var line = await ReadLineAsync(limit.Token);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code) || code is < 200 or > 599)
                throw Fault($"not an SMTP reply: '{new SmtpReply(0, [line]).Text}'");
            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] != '-')
            {
                LastUsed = _time.GetTimestamp();
                return new SmtpReply(code, lines);
            }
            if (lines.Count > MaxReplyLines)
                throw Fault("an SMTP reply of too many lines");
        }
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new ArrayBufferWriter<byte>();
        while (true)
        {
            var newline = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            var take = newline < 0 ? _end - _start : newline + 1;
            line.Write(_buffer.AsSpan(_start, take));
            _start += take;
            if (newline >= 0)
                return Encoding.UTF8.GetString(line.WrittenSpan).TrimEnd('\r', '\n');
            if (line.WrittenCount > MaxReplyLine)
                throw Fault("an SMTP reply line that is too long");
            _start = 0;
            _end = await _stream.ReadAsync(_buffer, cancellationToken);
            if (_end == 0)
                throw Fault($"{_settings.Host}:{_settings.EffectivePort} closed the connection");
        }
    }

    private CancellationTokenSource Limit(CancellationToken cancellationToken)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_settings.ReplyTimeout);
        return limit;
    }

    private string HelloName()
    {
        if (!string.IsNullOrEmpty(_settings.HelloName))
            return _settings.HelloName;
        var name = Dns.GetHostName();
        var usable = name.Contains('.', StringComparison.Ordinal) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-');
        // A name that is not fully qualified is refused by many servers; an address literal is what RFC 5321 asks for then.
        return usable ? name : _socket?.LocalEndPoint is IPEndPoint { AddressFamily: AddressFamily.InterNetwork } end ? $"[{end.Address}]" : "[127.0.0.1]";
    }

    private bool IsThisMachine() =>
        _socket?.RemoteEndPoint is IPEndPoint end && IPAddress.IsLoopback(end.Address.IsIPv4MappedToIPv6 ? end.Address.MapToIPv4() : end.Address);

    /// <summary>An address on the wire: the domain in ASCII, no bracket, blank or control character.</summary>
    private static string Path(string address)
    {
        if (address.Any(c => char.IsControl(c) || c is '<' or '>' or ' '))
            throw new ArgumentException($"not a bare address: '{address}'", nameof(address));
        return address;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
