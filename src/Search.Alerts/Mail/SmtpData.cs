using System.Buffers;

namespace Search.Alerts.Mail;

/// <summary>The transparency of DATA (RFC 5321 section 4.5.2): a dot at a line's start is doubled, and a line with one dot ends the message.</summary>
internal static class SmtpData
{
    /// <summary><paramref name="message"/> has CR LF line ends; one is added at the end where it is missing.</summary>
    public static byte[] Encode(ReadOnlySpan<byte> message)
    {
        var output = new ArrayBufferWriter<byte>(message.Length + 64);
        while (!message.IsEmpty)
        {
            if (message[0] == '.')
                output.Write("."u8);
            var newline = message.IndexOf("\r\n"u8);
            var take = newline < 0 ? message.Length : newline + 2;
            output.Write(message[..take]);
            if (newline < 0)
                output.Write("\r\n"u8);
            message = message[take..];
        }
        output.Write(".\r\n"u8);
        return output.WrittenSpan.ToArray();
    }
}
