using System.Buffers;
using System.Text;

namespace Search.Alerts.Mail.Dkim;

/// <summary>The relaxed forms of header and body that are hashed (RFC 6376 section 3.4). Lines end with CR LF.</summary>
internal static class DkimCanonical
{
    /// <summary>The header fields in their order, as Latin-1, and what follows the blank line after them.</summary>
    public static (IReadOnlyList<DkimHeader> Headers, ReadOnlyMemory<byte> Body) Split(byte[] message)
    {
        var headers = new List<DkimHeader>();
        var start = 0;
        while (start < message.Length && !message.AsSpan(start).StartsWith("\r\n"u8))
        {
            var end = FieldEnd(message, start);
            headers.Add(new DkimHeader(Encoding.Latin1.GetString(message, start, end - start)));
            start = Math.Min(end + 2, message.Length);
        }
        return (headers, message.AsMemory(Math.Min(start + 2, message.Length)));
    }

    /// <summary>RFC 6376 section 3.4.4: runs of blanks in a line one, none at its end; no empty lines at the end of the body.</summary>
    public static byte[] Body(ReadOnlyMemory<byte> body)
    {
        var output = new ArrayBufferWriter<byte>(body.Length + 2);
        var rest = body.Span;
        var emptyLines = 0;
        while (!rest.IsEmpty)
        {
            var newline = rest.IndexOf("\r\n"u8);
            var line = rest[..(newline < 0 ? rest.Length : newline)].TrimEnd(" \t"u8);
            rest = newline < 0 ? default : rest[(newline + 2)..];
            if (line.IsEmpty)
            {
                emptyLines++;
                continue;
            }
            for (; emptyLines > 0; emptyLines--)
                output.Write("\r\n"u8);
            WriteLine(line, output);
        }
        return output.WrittenSpan.ToArray();
    }

    /// <summary>
    /// RFC 6376 section 3.7: the named headers, the last of each name first, those that are not there (any more) as nothing; then the
    /// signature header itself, without a line end.
    /// </summary>
    public static byte[] HeaderHashInput(IReadOnlyList<DkimHeader> headers, IReadOnlyList<string> names, string signatureHeader)
    {
        var input = new StringBuilder();
        var left = headers.ToList();
        foreach (var name in names)
        {
            var at = left.FindLastIndex(header => header.Is(name));
            if (at < 0)
                continue;
            input.Append(left[at].Relaxed).Append("\r\n");
            left.RemoveAt(at);
        }
        input.Append(new DkimHeader(signatureHeader).Relaxed);
        return Encoding.Latin1.GetBytes(input.ToString());
    }

    private static int FieldEnd(byte[] message, int start)
    {
        while (true)
        {
            var newline = message.AsSpan(start).IndexOf("\r\n"u8);
            if (newline < 0)
                return message.Length;
            start += newline + 2;
            if (start >= message.Length || message[start] is not ((byte)' ' or (byte)'\t'))
                return start - 2;
        }
    }

    private static void WriteLine(ReadOnlySpan<byte> line, ArrayBufferWriter<byte> output)
    {
        while (!line.IsEmpty)
        {
            var blank = line.IndexOfAny((byte)' ', (byte)'\t');
            output.Write(line[..(blank < 0 ? line.Length : blank)]);
            if (blank < 0)
                break;
            output.Write(" "u8);
            line = line[blank..].TrimStart(" \t"u8);
        }
        output.Write("\r\n"u8);
    }
}
