using System.Net;
using System.Net.Sockets;

namespace Search.Testing;

/// <summary>
/// An SMTP server on loopback that takes any mail as fast as it can: many connections, PIPELINING, thousands of messages a second. It keeps
/// what it took with the envelope, and makes the <see cref="Trouble"/> that it is told to. Thread-safe.
/// </summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly List<SinkMail> _mails = [];
    private readonly List<(string Recipient, long Began)> _begun = [];
    private readonly Task _accepting;
    private long _taken;
    private int _connections;

    public SmtpSink()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Asked at each MAIL what is to go wrong with that mail. Called from several threads.</summary>
    public Func<SinkTrouble> Trouble { get; set; } = () => SinkTrouble.None;

    /// <summary>What each reply to a slow mail waits.</summary>
    public TimeSpan Slowness { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Without it mails are only counted.</summary>
    public bool KeepsMails { get; init; } = true;

    /// <summary>Sees each message taken, kept or not. Called from several threads.</summary>
    public Action<SinkMail> Took { get; init; } = _ => { };

    /// <summary>Messages taken.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    /// <summary>Connections that were opened.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>The messages taken, in their order.</summary>
    public IReadOnlyList<SinkMail> Mails
    {
        get
        {
            lock (_gate)
                return [.. _mails];
        }
    }

    /// <summary>Every mail whose recipient was named, taken or not, with the time of its MAIL.</summary>
    public IReadOnlyList<(string Recipient, long Began)> Begun
    {
        get
        {
            lock (_gate)
                return [.. _begun];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    internal void Begin(string recipient, long began)
    {
        if (!KeepsMails)
            return;
        lock (_gate)
            _begun.Add((recipient, began));
    }

    internal void Take(SinkMail mail)
    {
        Took(mail);
        Interlocked.Increment(ref _taken);
        if (!KeepsMails)
            return;
        lock (_gate)
            _mails.Add(mail);
    }

    private async Task AcceptAsync()
    {
        var sessions = new List<Task>();
        try
        {
            while (true)
            {
                sessions.RemoveAll(session => session.IsCompletedSuccessfully);
                sessions.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(sessions);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        Interlocked.Increment(ref _connections);
        try
        {
            using (client)
            {
                client.NoDelay = true;
                await new SmtpSinkSession(this, client.GetStream(), _stop.Token).RunAsync();
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // The client went away, or was killed, or the test is over.
        }
    }
}
