using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Search.Alerts.Mail;

/// <summary>
/// Composes a message to its exact bytes (RFC 5322, MIME): ASCII only, CR LF line ends, lines of at most 76 characters where the
/// headers' words allow it and never over 998, multipart/alternative with the text first. Equal messages give equal bytes.
/// </summary>
public static class MimeWriter
{
    /// <summary>Control characters but line feed and tab.</summary>
    private static readonly SearchValues<char> Unfit = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(c => char.IsControl(c) && c is not ('\n' or '\t'))]);

    public static byte[] Write(MailMessage message)
    {
        var output = new StringBuilder();
        WriteHeaders(message, output);
        if (message.Html is null)
            WritePart("text/plain", message.Text, output);
        else
            WriteAlternative(message, output);
        return Encoding.ASCII.GetBytes(output.ToString());
    }

    private static void WriteHeaders(MailMessage message, StringBuilder output)
    {
        output.Append(HeaderText.Mailbox("From", message.From));
        output.Append(HeaderText.Mailbox("To", message.To));
        output.Append(HeaderText.Unstructured("Subject", message.Subject));
        output.Append(HeaderText.Structured("Date", Date(message.Date)));
        output.Append(HeaderText.Structured("Message-ID", $"<{message.MessageId}>"));
        foreach (var header in message.Headers)
            output.Append(HeaderText.Structured(header.Name, header.Value));
        output.Append("MIME-Version: 1.0\r\n");
    }

    /// <summary>The date and time as RFC 5322 section 3.3 writes it: <c>Tue, 17 Mar 2015 08:00:00 +0200</c>.</summary>
    internal static string Date(DateTimeOffset date)
    {
        var offset = date.Offset;
        var zone = string.Create(CultureInfo.InvariantCulture, $"{(offset < TimeSpan.Zero ? '-' : '+')}{Math.Abs(offset.Hours):00}{Math.Abs(offset.Minutes):00}");
        return date.ToString("ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture) + zone;
    }

    private static void WriteAlternative(MailMessage message, StringBuilder output)
    {
        var boundary = Boundary(message);
        output.Append("Content-Type: multipart/alternative;\r\n boundary=\"").Append(boundary).Append("\"\r\n\r\n");
        output.Append("--").Append(boundary).Append("\r\n");
        WritePart("text/plain", message.Text, output);
        output.Append("--").Append(boundary).Append("\r\n");
        WritePart("text/html", message.Html!, output);
        output.Append("--").Append(boundary).Append("--\r\n");
    }

    /// <summary>A boundary that follows from the message. Neither encoding of a part can put out <c>=_</c>, so it stands nowhere else.</summary>
    private static string Boundary(MailMessage message)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{message.MessageId}\n{message.Text}\n{message.Html}"));
        return "=_" + Convert.ToHexStringLower(hash.AsSpan(0, 16));
    }

    private static void WritePart(string type, string text, StringBuilder output)
    {
        var bytes = Encoding.UTF8.GetBytes(Lines(text));
        var quoted = QuotedPrintable.EstimateLength(bytes) <= (bytes.Length + 2) / 3 * 4;
        output.Append("Content-Type: ").Append(type).Append("; charset=utf-8\r\n");
        output.Append("Content-Transfer-Encoding: ").Append(quoted ? "quoted-printable" : "base64").Append("\r\n\r\n");
        if (quoted)
            QuotedPrintable.Encode(bytes, output);
        else
            output.Append(Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks)).Append("\r\n");
    }

    /// <summary>CR LF line ends, one at the end, and no characters that text in mail cannot have.</summary>
    private static string Lines(string text)
    {
        var lines = text.ReplaceLineEndings("\n");
        if (lines.AsSpan().ContainsAny(Unfit))
            lines = string.Concat(lines.Where(c => !Unfit.Contains(c)));
        return lines.TrimEnd('\n').Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n";
    }
}
