using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Search.Testing;

/// <summary>
/// An SMTP server on loopback that answers as a script says and keeps what it was told. A script maps a command (<c>connect, EHLO,
/// HELO, STARTTLS, AUTH, MAIL, RCPT, DATA, message, RSET, QUIT</c>) to its replies, one for each time, the last one for ever after;
/// the reply <c>drop</c> closes the connection, <c>silence</c> answers nothing.
/// </summary>
public sealed class ScriptedSmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, Queue<string>> _script = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _gate = new();
    private readonly Task _accepting;

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

    /// <summary>Messages that were taken with a 2xx reply, dots undone.</summary>
    public List<byte[]> Messages { get; } = [];

    /// <summary>Every line that clients sent outside of messages.</summary>
    public List<string> Commands { get; } = [];

    public int Connections { get; private set; }

    /// <summary>A certificate for <paramref name="host"/>, signed by itself, good now.</summary>
    public static X509Certificate2 MakeCertificate(string host)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
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
            Connections++;
        try
        {
            using (client)
                await TalkAsync(client.GetStream());
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The client went away, or the test is over.
        }
    }

    private async Task TalkAsync(Stream stream)
    {
        if (ImplicitTls)
            stream = await EncryptAsync(stream);
        if (!await AnswerAsync(stream, "connect", "220 scripted ESMTP"))
            return;
        while (await ReadLineAsync(stream) is { } line)
        {
            lock (_gate)
                Commands.Add(line);
            var verb = line.Split(' ', 2)[0].ToUpperInvariant();
            var more = verb switch
            {
                "EHLO" => await AnswerAsync(stream, verb, string.Join("\r\n", Hello())),
                "STARTTLS" => await AnswerAsync(stream, verb, "220 go ahead"),
                "AUTH" when line.EndsWith("LOGIN", StringComparison.OrdinalIgnoreCase) => await LoginAsync(stream),
                "AUTH" => await AnswerAsync(stream, verb, "235 authenticated"),
                "DATA" => await AnswerDataAsync(stream),
                "QUIT" => await AnswerAsync(stream, verb, "221 bye") && false,
                _ => await AnswerAsync(stream, verb, "250 ok"),
            };
            if (!more)
                return;
            if (verb == "STARTTLS" && Certificate is not null && !_script.ContainsKey("STARTTLS"))
                stream = await EncryptAsync(stream);
        }
    }

    private async Task<Stream> EncryptAsync(Stream stream)
    {
        var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = Certificate }, _stop.Token);
        return tls;
    }

    private IEnumerable<string> Hello()
    {
        string[] lines = ["scripted", .. Extensions];
        return lines.Select((line, i) => $"250{(i == lines.Length - 1 ? ' ' : '-')}{line}");
    }

    private async Task<bool> LoginAsync(Stream stream)
    {
        foreach (var prompt in new[] { "334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6" })
        {
            await SendAsync(stream, prompt);
            var line = await ReadLineAsync(stream);
            lock (_gate)
                Commands.Add(line ?? "");
        }
        return await AnswerAsync(stream, "AUTH", "235 authenticated");
    }

    private async Task<bool> AnswerDataAsync(Stream stream)
    {
        var reply = Next("DATA") ?? "354 go ahead";
        if (reply == "drop")
            return false;
        await SendAsync(stream, reply);
        return !reply.StartsWith("354", StringComparison.Ordinal) || await TakeMessageAsync(stream);
    }

    private async Task<bool> TakeMessageAsync(Stream stream)
    {
        var message = new StringBuilder();
        while (await ReadLineAsync(stream) is { } line)
        {
            if (line == ".")
                return await AnswerAsync(stream, "message", "250 taken", Encoding.Latin1.GetBytes(message.ToString()));
            message.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }
        return false;
    }

    private async Task<bool> AnswerAsync(Stream stream, string command, string usual, byte[]? message = null)
    {
        var reply = Next(command) ?? usual;
        if (message is not null && reply.StartsWith('2'))
        {
            lock (_gate)
                Messages.Add(message);
        }
        if (reply == "drop")
            return false;
        if (reply == "silence")
            await Task.Delay(Timeout.Infinite, _stop.Token);
        await SendAsync(stream, reply);
        return !reply.StartsWith("421", StringComparison.Ordinal);
    }

    private string? Next(string command)
    {
        lock (_gate)
        {
            if (!_script.TryGetValue(command, out var replies))
                return null;
            return replies.Count > 1 ? replies.Dequeue() : replies.Peek();
        }
    }

    private async Task SendAsync(Stream stream, string line) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), _stop.Token);

    private async Task<string?> ReadLineAsync(Stream stream)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stop.Token) == 1)
        {
            if (one[0] == '\n')
                return Encoding.Latin1.GetString(line.ToArray()).TrimEnd('\r');
            line.Add(one[0]);
        }
        return null;
    }
}
