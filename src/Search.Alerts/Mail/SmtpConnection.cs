using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Search.Alerts.Mail;

/// <summary>
/// The wire to an SMTP server: lines are gathered and sent in one write, replies are read one at a time from a buffer. Replies are
/// bounded: 4,096 bytes a line, 200 lines. Network faults and what is no reply at all throw <see cref="IOException"/>. Not thread-safe.
/// </summary>
internal sealed class SmtpConnection : IDisposable
{
    private const int MaxReplyLine = 4096;
    private const int MaxReplyLines = 200;

    // A message beyond this is rare; its room is not kept.
    private const int MaxKeptOutput = 1 << 20;
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _input = new byte[2 * MaxReplyLine];
    private ArrayBufferWriter<byte> _output = new(4096);
    private Stream _stream = Stream.Null;
    private int _start;
    private int _end;

    public bool IsEncrypted { get; private set; }

    /// <summary>True when the other end is on this machine.</summary>
    public bool IsLoopback =>
        _socket.RemoteEndPoint is IPEndPoint end && IPAddress.IsLoopback(end.Address.IsIPv4MappedToIPv6 ? end.Address.MapToIPv4() : end.Address);

    public IPAddress? LocalAddress =>
        _socket.LocalEndPoint is IPEndPoint end ? end.Address.IsIPv4MappedToIPv6 ? end.Address.MapToIPv4() : end.Address : null;

    public async Task ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        await _socket.ConnectAsync(host, port, cancellationToken);
        _stream = new NetworkStream(_socket, ownsSocket: false);
    }

    /// <summary>Goes over to TLS. What came before the handshake is not to be trusted after it, and is dropped. Throws <see cref="AuthenticationException"/>.</summary>
    public async Task EncryptAsync(SslClientAuthenticationOptions options, CancellationToken cancellationToken)
    {
        _start = _end = 0;
        var tls = new SslStream(_stream, leaveInnerStreamOpen: false);
        _stream = tls;
        await tls.AuthenticateAsClientAsync(options, cancellationToken);
        IsEncrypted = true;
    }

    /// <summary>Adds a command to what the next <see cref="SendAsync"/> sends.</summary>
    public void Add(string command)
    {
        if (command.AsSpan().ContainsAny('\r', '\n', '\0'))
            throw new ArgumentException("an SMTP command is one line", nameof(command));
        Encoding.UTF8.GetBytes(command, _output);
        _output.Write("\r\n"u8);
    }

    /// <summary>Adds a message as DATA has it, with its closing dot.</summary>
    public void AddMessage(ReadOnlySpan<byte> message) => SmtpData.Encode(message, _output);

    public async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(_output.WrittenMemory, cancellationToken);
        if (_output.Capacity > MaxKeptOutput)
            _output = new ArrayBufferWriter<byte>(4096);
        else
            _output.ResetWrittenCount();
    }

    public async ValueTask<SmtpReply> ReadReplyAsync(CancellationToken cancellationToken)
    {
        var lines = new List<string>(1);
        while (lines.Count < MaxReplyLines)
        {
            var length = await LineLengthAsync(cancellationToken);
            var (code, isLast, text) = Parse(_input.AsSpan(_start, length).TrimEnd("\r\n"u8));
            _start += length;
            lines.Add(text);
            if (isLast)
                return new SmtpReply(code, lines);
        }
        throw new IOException("the server gave a reply of too many lines");
    }

    public void Dispose()
    {
        _stream.Dispose();
        _socket.Dispose();
    }

    private static (int Code, bool IsLast, string Text) Parse(ReadOnlySpan<byte> line)
    {
        var isReply = line.Length >= 3
            && int.TryParse(line[..3], NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code is >= 200 and <= 599
            && (line.Length == 3 || line[3] is (byte)' ' or (byte)'-');
        if (!isReply)
            throw new IOException($"the server's answer is not an SMTP reply: '{ServerText.Clean(Encoding.UTF8.GetString(line))}'");
        return ((line[0] - '0') * 100 + (line[1] - '0') * 10 + line[2] - '0', line.Length == 3 || line[3] == ' ', Encoding.UTF8.GetString(line[Math.Min(4, line.Length)..]));
    }

    /// <summary>The length of the line that begins at <see cref="_start"/>, its LF included, once all of it is in the buffer.</summary>
    private async ValueTask<int> LineLengthAsync(CancellationToken cancellationToken)
    {
        var searched = 0;
        while (true)
        {
            var newline = _input.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (newline >= 0)
                return searched + newline + 1;
            searched = _end - _start;
            if (searched > MaxReplyLine)
                throw new IOException("the server gave a reply line that is too long");
            _input.AsSpan(_start, searched).CopyTo(_input);
            _start = 0;
            _end = searched;
            var read = await _stream.ReadAsync(_input.AsMemory(_end), cancellationToken);
            if (read == 0)
                throw new IOException("the server closed the connection");
            _end += read;
        }
    }
}
