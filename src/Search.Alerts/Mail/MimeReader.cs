using System.Text;

namespace Search.Alerts.Mail;

/// <summary>
/// Reads back what <see cref="MimeWriter"/> writes, for pages that show stored mail: headers as they stand (unfolded, not decoded), and
/// the decoded text and HTML parts. Tolerant: what is damaged comes out as text.
/// </summary>
public static class MimeReader
{
    public static MimeParts Read(ReadOnlySpan<byte> message)
    {
        var (headers, body) = Split(Encoding.Latin1.GetString(message));
        var boundary = Parameter(Value(headers, "Content-Type"), "boundary");
        if (boundary is null)
            return new MimeParts(headers, Decode(headers, body), Html: null);
        string? text = null;
        string? html = null;
        foreach (var part in body.Split("--" + boundary).Skip(1))
        {
            if (part.StartsWith("--", StringComparison.Ordinal))
                break;
            var (partHeaders, content) = Split(part.StartsWith("\r\n", StringComparison.Ordinal) ? part[2..] : part);
            var type = Value(partHeaders, "Content-Type");
            if (type.StartsWith("text/html", StringComparison.OrdinalIgnoreCase))
                html ??= Decode(partHeaders, content);
            else if (type.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase))
                text ??= Decode(partHeaders, content);
        }
        return new MimeParts(headers, text ?? "", html);
    }

    private static (List<MailHeader> Headers, string Body) Split(string entity)
    {
        var end = entity.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var head = end < 0 ? entity : entity[..end];
        var headers = new List<MailHeader>();
        foreach (var line in head.Replace("\r\n ", " ", StringComparison.Ordinal).Replace("\r\n\t", " ", StringComparison.Ordinal).Split("\r\n"))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
                headers.Add(new MailHeader(line[..colon], line[(colon + 1)..].Trim()));
        }
        return (headers, end < 0 ? "" : entity[(end + 4)..]);
    }

    private static string Value(List<MailHeader> headers, string name) =>
        headers.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value ?? "";

    private static string? Parameter(string value, string name)
    {
        foreach (var parameter in value.Split(';').Skip(1))
        {
            var equals = parameter.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && parameter[..equals].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
                return parameter[(equals + 1)..].Trim().Trim('"');
        }
        return null;
    }

    private static string Decode(List<MailHeader> headers, string content) => Value(headers, "Content-Transfer-Encoding").ToLowerInvariant() switch
    {
        "base64" => DecodeBase64(content),
        "quoted-printable" => Encoding.UTF8.GetString(DecodeQuotedPrintable(content)),
        _ => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(content)),
    };

    private static string DecodeBase64(string content)
    {
        var bytes = new byte[content.Length];
        return Convert.TryFromBase64String(content, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : content;
    }

    private static byte[] DecodeQuotedPrintable(string content)
    {
        var bytes = new List<byte>(content.Length);
        var i = 0;
        while (i < content.Length)
        {
            if (content[i] != '=')
            {
                bytes.Add((byte)content[i]);
                i++;
            }
            else if (content.AsSpan(i).StartsWith("=\r\n", StringComparison.Ordinal))
            {
                i += 3;
            }
            else if (i + 2 < content.Length && char.IsAsciiHexDigit(content[i + 1]) && char.IsAsciiHexDigit(content[i + 2]))
            {
                bytes.Add(Convert.ToByte(content.Substring(i + 1, 2), 16));
                i += 3;
            }
            else
            {
                bytes.Add((byte)'=');
                i++;
            }
        }
        return [.. bytes];
    }
}
