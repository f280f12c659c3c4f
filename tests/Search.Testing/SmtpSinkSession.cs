using System.Buffers;
using System.Net.Sockets;
using System.Text;

namespace Search.Testing;

/// <summary>One connection to a <see cref="SmtpSink"/>. Replies are written when no whole command is left to read, so that pipelined commands cost one write.</summary>
internal sealed class SmtpSinkSession(SmtpSink sink, NetworkStream stream, CancellationToken stop)
{
    private readonly ArrayBufferWriter<byte> _replies = new();
    private byte[] _buffer = new byte[16_384];
    private int _start;
    private int _end;
    private string _sender = "";
    private string? _recipient;
    private long _began;
    private SinkTrouble _trouble;

    public async Task RunAsync()
    {
        Reply("220 sink ESMTP");
        while (await LineAsync() is { } line && await ObeyAsync(line))
        {
            if (_trouble == SinkTrouble.Slow && _recipient is not null)
                await Task.Delay(sink.Slowness, stop);
        }
        await FlushAsync();
    }

    /// <summary>False at the connection's end.</summary>
    private async Task<bool> ObeyAsync(string line)
    {
        switch (line.Split(' ', 2)[0].ToUpperInvariant())
        {
            case "EHLO":
                Reply("250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 10000000");
                return true;
            case "MAIL":
                return Mail(line);
            case "RCPT":
                return Recipient(line);
            case "DATA":
                return await DataAsync();
            case "QUIT":
                Reply("221 bye");
                return false;
            default:
                Reply("250 ok");
                return true;
        }
    }

    private bool Mail(string line)
    {
        _began = TimeProvider.System.GetTimestamp();
        _trouble = sink.Trouble();
        _sender = Address(line);
        _recipient = null;
        if (_trouble == SinkTrouble.DroppedAtMail)
            return false;
        Reply(_trouble == SinkTrouble.MailRefused ? "451 not now" : "250 ok");
        return true;
    }

    private bool Recipient(string line)
    {
        if (_trouble == SinkTrouble.MailRefused)
        {
            Reply("503 MAIL first");
            return true;
        }
        sink.Begin(Address(line), _began);
        if (_trouble == SinkTrouble.RecipientRefused)
        {
            Reply("450 greylisted");
            return true;
        }
        _recipient = Address(line);
        Reply("250 ok");
        return true;
    }

    private async Task<bool> DataAsync()
    {
        if (_recipient is null || _trouble == SinkTrouble.DataRefused)
        {
            Reply(_recipient is null ? "503 RCPT first" : "451 not now");
            return true;
        }
        Reply("354 go ahead");
        await FlushAsync();
        if (_trouble == SinkTrouble.DroppedInMessage)
            return false;
        if (await MessageAsync() is not { } message)
            return false;
        if (_trouble != SinkTrouble.MessageRefused)
            sink.Take(new SinkMail(_sender, _recipient, _began, message));
        if (_trouble == SinkTrouble.TakenWithoutReply)
            return false;
        Reply(_trouble == SinkTrouble.MessageRefused ? "452 no room" : "250 taken");
        return true;
    }

    /// <summary>The message up to its closing dot, dots undone; null when the connection ended before.</summary>
    private async Task<byte[]?> MessageAsync()
    {
        var scanned = 0;
        while (true)
        {
            var held = _buffer.AsSpan(_start, _end - _start);
            if (held.StartsWith(".\r\n"u8))
                return Message(0, 3);
            var from = Math.Max(0, scanned - 4);
            var at = held[from..].IndexOf("\r\n.\r\n"u8);
            if (at >= 0)
                return Message(from + at + 2, 3);
            scanned = held.Length;
            if (!await FillAsync())
                return null;
        }
    }

    private byte[] Message(int length, int end)
    {
        var message = new ArrayBufferWriter<byte>(Math.Max(1, length));
        var rest = _buffer.AsSpan(_start, length);
        while (!rest.IsEmpty)
        {
            if (rest[0] == '.')
                rest = rest[1..];
            var next = rest.IndexOf("\r\n."u8);
            var take = next < 0 ? rest.Length : next + 2;
            message.Write(rest[..take]);
            rest = rest[take..];
        }
        _start += length + end;
        return message.WrittenSpan.ToArray();
    }

    private async Task<string?> LineAsync()
    {
        while (true)
        {
            var newline = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                var line = Encoding.Latin1.GetString(_buffer, _start, newline).TrimEnd('\r');
                _start += newline + 1;
                return line;
            }
            await FlushAsync();
            if (!await FillAsync())
                return null;
        }
    }

    /// <summary>Reads more into the buffer, which keeps what is unread; false at the end.</summary>
    private async Task<bool> FillAsync()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), stop);
        _end += read;
        return read > 0;
    }

    private void Reply(string reply)
    {
        Encoding.ASCII.GetBytes(reply, _replies);
        _replies.Write("\r\n"u8);
    }

    private async Task FlushAsync()
    {
        if (_replies.WrittenCount == 0)
            return;
        await stream.WriteAsync(_replies.WrittenMemory, stop);
        _replies.ResetWrittenCount();
    }

    private static string Address(string line)
    {
        var open = line.IndexOf('<', StringComparison.Ordinal);
        var close = line.IndexOf('>', StringComparison.Ordinal);
        return open < 0 || close < open ? "" : line[(open + 1)..close];
    }
}
