using System.Buffers;

namespace Search.Alerts.Mail;

/// <summary>The transparency of DATA (RFC 5321 section 4.5.2): a dot at a line's start is doubled, and a line with one dot ends the message.</summary>
internal static class SmtpData
{
    /// <summary><paramref name="message"/> has CR LF line ends; one is added at the end where it is missing.</summary>
    public static void Encode(ReadOnlySpan<byte> message, IBufferWriter<byte> output)
    {
        var endsLine = message.IsEmpty || message.EndsWith("\r\n"u8);
        if (message.StartsWith("."u8))
            output.Write("."u8);
        while (message.IndexOf("\r\n."u8) is >= 0 and var dotted)
        {
            output.Write(message[..(dotted + 3)]);
            output.Write("."u8);
            message = message[(dotted + 3)..];
        }
        output.Write(message);
        output.Write(endsLine ? ".\r\n"u8 : "\r\n.\r\n"u8);
    }
}
