using System.Buffers.Text;
using System.Text;

namespace Search.Alerts.Mail;

/// <summary>
/// A message or a part of one (RFC 2045), read tolerantly and in bounded time: line ends are LF or CR LF, a missing blank line, a missing
/// boundary or bytes of any kind give what can be made of them. At most 1,000 headers of 16,384 characters each are kept, and 100 parts.
/// Headers are unfolded and not decoded; bytes above ASCII are Latin-1 characters in them.
/// </summary>
internal sealed class MimeEntity
{
    private const int MostHeaders = 1_000;
    private const int MostCharacters = 16_384;
    private const int MostParts = 100;

    // RFC 2046 section 5.1.1 allows 70. A long one that is made for it would be costly to look for.
    private const int LongestBoundary = 100;

    private MimeEntity(IReadOnlyList<MailHeader> headers, ReadOnlyMemory<byte> body)
    {
        Headers = headers;
        Body = body;
        ContentType = Value("Content-Type") is { Length: > 0 } type ? type : "text/plain";
    }

    public IReadOnlyList<MailHeader> Headers { get; }

    /// <summary>As it stands, not decoded.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The value of Content-Type with its parameters.</summary>
    public string ContentType { get; }

    public static MimeEntity Read(ReadOnlyMemory<byte> entity)
    {
        var headers = MailHeaders.Read(entity.Span, MostHeaders, MostCharacters, out var length);
        return new MimeEntity(headers, entity[length..]);
    }

    /// <summary>The value of the first header of this name; empty when there is none.</summary>
    public string Value(string name)
    {
        foreach (var header in Headers)
        {
            if (header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return header.Value;
        }
        return "";
    }

    /// <summary>True for a content type of this name, such as <c>text/plain</c>, whatever its parameters.</summary>
    public bool Is(string type)
    {
        var end = ContentType.IndexOf(';', StringComparison.Ordinal);
        return ContentType.AsSpan(0, end < 0 ? ContentType.Length : end).Trim().Equals(type, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A parameter of the content type, unquoted; null when there is none.</summary>
    public string? Parameter(string name)
    {
        var rest = ContentType.AsSpan();
        while (NextSemicolon(rest) is >= 0 and var semicolon)
        {
            rest = rest[(semicolon + 1)..];
            var end = NextSemicolon(rest);
            var parameter = rest[..(end < 0 ? rest.Length : end)];
            var equals = parameter.IndexOf('=');
            if (equals > 0 && parameter[..equals].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
                return Unquoted(parameter[(equals + 1)..].Trim());
        }
        return null;
    }

    /// <summary>The parts of a multipart entity, in order, one level of them; none when it is no multipart.</summary>
    public IReadOnlyList<MimeEntity> Parts()
    {
        var boundary = Parameter("boundary")?.TrimEnd();
        return boundary is null or { Length: 0 or > LongestBoundary } ? [] : Parts(Encoding.Latin1.GetBytes("--" + boundary));
    }

    /// <summary>The body without its transfer encoding; as it stands when the encoding is unknown or broken.</summary>
    public byte[] DecodedBody() => Value("Content-Transfer-Encoding").Trim().ToLowerInvariant() switch
    {
        "base64" => DecodeBase64(Body.Span),
        "quoted-printable" => QuotedPrintable.Decode(Body.Span),
        _ => Body.ToArray(),
    };

    private List<MimeEntity> Parts(byte[] delimiter)
    {
        var parts = new List<MimeEntity>();
        var start = -1;
        var at = 0;
        while (parts.Count < MostParts && NextDelimiter(Body.Span, delimiter, at) is { } found)
        {
            if (start >= 0)
                parts.Add(Read(Body[start..BeforeLineEnd(Body.Span, start, found)]));
            var after = found + delimiter.Length;
            if (Body.Span[after..].StartsWith("--"u8))
                return parts;
            start = at = AfterLine(Body.Span, after);
        }
        // A closing delimiter that is missing: the last part goes to the end.
        if (start >= 0 && parts.Count < MostParts)
            parts.Add(Read(Body[start..]));
        return parts;
    }

    /// <summary>The next place at a line's start where <paramref name="delimiter"/> stands with the end of the line, blanks or two hyphens after it.</summary>
    private static int? NextDelimiter(ReadOnlySpan<byte> body, byte[] delimiter, int from)
    {
        while (body[from..].IndexOf(delimiter) is >= 0 and var distance)
        {
            var at = from + distance;
            var after = body[(at + delimiter.Length)..];
            var ends = after.IsEmpty || after[0] is (byte)'\r' or (byte)'\n' or (byte)' ' or (byte)'\t' || after.StartsWith("--"u8);
            if (ends && (at == 0 || body[at - 1] == '\n'))
                return at;
            from = at + delimiter.Length;
        }
        return null;
    }

    /// <summary>The line end before a delimiter belongs to the delimiter.</summary>
    private static int BeforeLineEnd(ReadOnlySpan<byte> body, int start, int delimiter)
    {
        var end = delimiter;
        if (end > start && body[end - 1] == '\n')
            end--;
        return end > start && body[end - 1] == '\r' ? end - 1 : end;
    }

    private static int AfterLine(ReadOnlySpan<byte> body, int from)
    {
        var newline = body[from..].IndexOf((byte)'\n');
        return newline < 0 ? body.Length : from + newline + 1;
    }

    private static int NextSemicolon(ReadOnlySpan<char> text)
    {
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
                quoted = !quoted;
            else if (text[i] == '\\' && quoted)
                i++;
            else if (text[i] == ';' && !quoted)
                return i;
        }
        return -1;
    }

    private static string Unquoted(ReadOnlySpan<char> value)
    {
        if (!value.StartsWith('"'))
            return value.ToString();
        var text = new StringBuilder();
        for (var i = 1; i < value.Length && value[i] != '"'; i++)
        {
            if (value[i] == '\\' && i + 1 < value.Length)
                i++;
            text.Append(value[i]);
        }
        return text.ToString();
    }

    private static byte[] DecodeBase64(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        return Base64.DecodeFromUtf8(text, bytes, out _, out var length) == System.Buffers.OperationStatus.Done ? bytes[..length] : text.ToArray();
    }
}
