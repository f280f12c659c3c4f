using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Search.Testing;

/// <summary>
/// An SMTP server on loopback that answers as a script says and keeps what it was told. A script maps a command (<c>connect, EHLO,
/// HELO, STARTTLS, AUTH, MAIL, RCPT, DATA, message, RSET, QUIT</c>) to its replies, one for each time, the last one for ever after.
/// <c>in message</c> is asked at the first line of a message, and only <c>drop</c> and <c>silence</c> mean something there. Replies:
/// <list type="bullet">
/// <item><c>drop</c> closes the connection;</item>
/// <item><c>silence</c> answers nothing more on this connection;</item>
/// <item><c>usual</c> is what an unscripted server says;</item>
/// <item><c>late:TEXT</c> is TEXT after 300 ms, <c>trickle:TEXT</c> is TEXT byte by byte over about as long;</item>
/// <item><c>endless lines</c> and <c>endless line</c> never come to an end;</item>
/// <item>anything else goes out as it stands, with CR LF.</item>
/// </list>
/// </summary>
public sealed class ScriptedSmtpServer : IAsyncDisposable
{
    private static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(300);
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, Queue<string>> _script = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _gate = new();
    private readonly Task _accepting;
    private int _open;

    public ScriptedSmtpServer(params (string Command, string Reply)[] script)
    {
        foreach (var (command, reply) in script)
        {
            if (!_script.TryGetValue(command, out var replies))
                _script[command] = replies = new Queue<string>();
            replies.Enqueue(reply);
        }
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Lines that follow the greeting in the answer to EHLO.</summary>
    public string[] Extensions { get; init; } = ["SIZE 10000000", "8BITMIME"];

    /// <summary>When set, STARTTLS works (and is offered if <see cref="Extensions"/> say so).</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>TLS from the first byte.</summary>
    public bool ImplicitTls { get; init; }

    /// <summary>How long each message is thought about before its answer.</summary>
    public TimeSpan Thinking { get; init; }

    /// <summary>Messages that were taken with a 2xx reply, dots undone.</summary>
    public List<byte[]> Messages { get; } = [];

    /// <summary>Every line that clients sent outside of messages.</summary>
    public List<string> Commands { get; } = [];

    public int Connections { get; private set; }

    /// <summary>Connections open now.</summary>
    public int OpenConnections => Volatile.Read(ref _open);

    /// <summary>The most connections that were open at one time.</summary>
    public int MostOpenConnections { get; private set; }

    /// <summary>A certificate for <paramref name="host"/>, signed by itself, good now.</summary>
    public static X509Certificate2 MakeCertificate(string host)
    {
        var now = TimeProvider.System.GetUtcNow();
        return MakeCertificate(host, now.AddDays(-1), now.AddDays(30));
    }

    /// <summary>A certificate for <paramref name="host"/>, signed by itself, good in the given time.</summary>
    public static X509Certificate2 MakeCertificate(string host, DateTimeOffset from, DateTimeOffset to)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var certificate = request.CreateSelfSigned(from, to);
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var sessions = new List<Task>();
        try
        {
            while (true)
                sessions.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(sessions);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        lock (_gate)
        {
            Connections++;
            _open++;
            MostOpenConnections = Math.Max(MostOpenConnections, _open);
        }
        try
        {
            client.NoDelay = true;
            using (client)
                await TalkAsync(new LineStream(client.GetStream()));
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The client went away, or the test is over.
        }
        finally
        {
            lock (_gate)
                _open--;
        }
    }

    private async Task TalkAsync(LineStream stream)
    {
        if (ImplicitTls)
            stream = await EncryptAsync(stream);
        if (!await AnswerAsync(stream, "connect", "220 scripted ESMTP"))
            return;
        var hasSender = false;
        var hasRecipient = false;
        while (await stream.ReadLineAsync(_stop.Token) is { } bytes)
        {
            var line = Encoding.Latin1.GetString(bytes);
            lock (_gate)
                Commands.Add(line);
            var verb = line.Split(' ', 2)[0].ToUpperInvariant();
            var reply = Next(verb) ?? "usual";
            var more = verb switch
            {
                "EHLO" => await SayAsync(stream, reply, string.Join("\r\n", Hello())),
                "STARTTLS" => await SayAsync(stream, reply, "220 go ahead"),
                "AUTH" when line.EndsWith("LOGIN", StringComparison.OrdinalIgnoreCase) => await LoginAsync(stream, reply),
                "AUTH" => await SayAsync(stream, reply, "235 authenticated"),
                "RCPT" => await SayAsync(stream, reply, hasSender ? "250 ok" : "503 no sender"),
                "DATA" => await AnswerDataAsync(stream, reply, hasRecipient),
                "QUIT" => await SayAsync(stream, reply, "221 bye") && false,
                _ => await SayAsync(stream, reply, "250 ok"),
            };
            if (!more)
                return;
            hasRecipient = verb == "RCPT" && IsYes(reply) && (hasSender || reply != "usual");
            hasSender = verb == "MAIL" ? IsYes(reply) : verb == "RCPT" && hasSender;
            if (verb == "STARTTLS" && Certificate is not null && reply == "usual")
                stream = await EncryptAsync(stream);
        }
    }

    private async Task<LineStream> EncryptAsync(LineStream stream)
    {
        var tls = new SslStream(stream.Inner);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = Certificate }, _stop.Token);
        return new LineStream(tls);
    }

    private IEnumerable<string> Hello()
    {
        string[] lines = ["scripted", .. Extensions];
        return lines.Select((line, i) => $"250{(i == lines.Length - 1 ? ' ' : '-')}{line}");
    }

    private async Task<bool> LoginAsync(LineStream stream, string reply)
    {
        foreach (var prompt in new[] { "334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6" })
        {
            await stream.WriteAsync(prompt + "\r\n", _stop.Token);
            var answer = await stream.ReadLineAsync(_stop.Token);
            if (answer is null)
                return false;
            lock (_gate)
                Commands.Add(Encoding.Latin1.GetString(answer));
        }
        return await SayAsync(stream, reply, "235 authenticated");
    }

    private async Task<bool> AnswerDataAsync(LineStream stream, string reply, bool hasRecipient)
    {
        var usual = hasRecipient ? "354 go ahead" : "503 no recipient";
        if (!await SayAsync(stream, reply, usual))
            return false;
        return !(reply == "usual" ? usual : Words(reply)).StartsWith("354", StringComparison.Ordinal) || await TakeMessageAsync(stream, hasRecipient);
    }

    private async Task<bool> TakeMessageAsync(LineStream stream, bool hasRecipient)
    {
        var message = new MemoryStream();
        while (await stream.ReadLineAsync(_stop.Token) is { } line)
        {
            if (line.AsSpan().SequenceEqual("."u8))
                return await JudgeAsync(stream, message.ToArray(), hasRecipient);
            if (message.Length == 0 && !await AnswerAsync(stream, "in message", ""))
                return false;
            message.Write(line.AsSpan(line.AsSpan().StartsWith("."u8) ? 1 : 0));
            message.Write("\r\n"u8);
        }
        return false;
    }

    private async Task<bool> JudgeAsync(LineStream stream, byte[] message, bool hasRecipient)
    {
        if (Thinking > TimeSpan.Zero)
            await Task.Delay(Thinking, _stop.Token);
        var reply = Next("message") ?? "usual";
        if (hasRecipient && IsYes(reply))
        {
            lock (_gate)
                Messages.Add(message);
        }
        return await SayAsync(stream, reply, hasRecipient ? "250 taken" : "554 no recipient");
    }

    private Task<bool> AnswerAsync(LineStream stream, string command, string usual) => SayAsync(stream, Next(command) ?? "usual", usual);

    /// <summary>False when the connection is over.</summary>
    private async Task<bool> SayAsync(LineStream stream, string reply, string usual)
    {
        switch (reply)
        {
            case "drop":
                return false;
            case "silence":
                await stream.DrainAsync(_stop.Token);
                return false;
            case "usual":
                if (usual.Length > 0)
                    await stream.WriteAsync(usual + "\r\n", _stop.Token);
                return true;
            case "endless lines" or "endless line":
                while (true)
                    await stream.WriteAsync(reply == "endless line" ? new string('x', 100) : "250-and another thing\r\n", _stop.Token);
        }
        if (reply.StartsWith("late:", StringComparison.Ordinal))
            await Task.Delay(Lateness, _stop.Token);
        var words = Words(reply);
        if (reply.StartsWith("trickle:", StringComparison.Ordinal))
            await TrickleAsync(stream, words + "\r\n");
        else
            await stream.WriteAsync(words + "\r\n", _stop.Token);
        return !words.StartsWith("421", StringComparison.Ordinal);
    }

    private async Task TrickleAsync(LineStream stream, string text)
    {
        foreach (var c in text)
        {
            await stream.WriteAsync(c.ToString(), _stop.Token);
            await Task.Delay(Lateness / text.Length, _stop.Token);
        }
    }

    private static bool IsYes(string reply) => reply == "usual" || Words(reply).StartsWith('2');

    private static string Words(string reply) =>
        reply.StartsWith("late:", StringComparison.Ordinal) || reply.StartsWith("trickle:", StringComparison.Ordinal)
            ? reply[(reply.IndexOf(':', StringComparison.Ordinal) + 1)..]
            : reply;

    private string? Next(string command)
    {
        lock (_gate)
        {
            if (!_script.TryGetValue(command, out var replies))
                return null;
            return replies.Count > 1 ? replies.Dequeue() : replies.Peek();
        }
    }

    /// <summary>Lines of bytes over a stream.</summary>
    private sealed class LineStream(Stream inner)
    {
        private readonly byte[] _buffer = new byte[16_384];
        private int _start;
        private int _end;

        public Stream Inner => inner;

        /// <summary>The next line without its CR LF; null at the end.</summary>
        public async ValueTask<byte[]?> ReadLineAsync(CancellationToken cancellation)
        {
            MemoryStream? begun = null;
            while (true)
            {
                var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
                if (length >= 0)
                {
                    begun?.Write(_buffer, _start, length);
                    var line = begun is null ? _buffer.AsSpan(_start, length).ToArray() : begun.ToArray();
                    _start += length + 1;
                    return line.AsSpan().EndsWith("\r"u8) ? line[..^1] : line;
                }
                (begun ??= new MemoryStream()).Write(_buffer, _start, _end - _start);
                _start = 0;
                _end = await inner.ReadAsync(_buffer, cancellation);
                if (_end == 0)
                    return null;
            }
        }

        /// <summary>Takes what comes until the other end closes.</summary>
        public async Task DrainAsync(CancellationToken cancellation)
        {
            while (await inner.ReadAsync(_buffer, cancellation) > 0)
            {
            }
        }

        public ValueTask WriteAsync(string text, CancellationToken cancellation) => inner.WriteAsync(Encoding.UTF8.GetBytes(text), cancellation);
    }
}
