using System.Buffers;
using System.Text;

namespace Search.Alerts.Mail;

/// <summary>Quoted-printable (RFC 2045 section 6.7) for text with CR LF line ends; lines of at most 76 characters; never <c>=_</c> in its output.</summary>
internal static class QuotedPrintable
{
    private const int LineLength = 76;
    private const string Hex = "0123456789ABCDEF";

    private static readonly SearchValues<byte> PlainOrBlank = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (byte)code).Where(b => b != '=')]);

    /// <summary>Characters that the encoding of <paramref name="text"/> takes, soft breaks left out: for choosing between encodings.</summary>
    public static int EstimateLength(ReadOnlySpan<byte> text)
    {
        var length = 0;
        foreach (var b in text)
            length += IsPlain(b) || b is (byte)' ' or (byte)'\r' or (byte)'\n' ? 1 : 3;
        return length;
    }

    public static void Encode(ReadOnlySpan<byte> text, StringBuilder output)
    {
        var column = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var b = text[i];
            if (b == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
            {
                output.Append("\r\n");
                column = 0;
                i++;
                continue;
            }
            if (column > 0 && PlainRun(text[i..]) is > 0 and var run)
            {
                column = AppendRun(text.Slice(i, run), output, column);
                i += run - 1;
                continue;
            }
            var plain = IsPlain(b) || (b is (byte)' ' or (byte)'\t' && !EndsLine(text, i + 1));
            // A dot or "From " at a line's start is safe in SMTP, but not in every mailbox file.
            if (column == 0 && (b == '.' || text[i..].StartsWith("From "u8)))
                plain = false;
            column = Break(output, column, plain ? 1 : 3);
            if (plain)
                output.Append((char)b);
            else
                output.Append('=').Append(Hex[b >> 4]).Append(Hex[b & 15]);
            column += plain ? 1 : 3;
        }
    }

    /// <summary>The bytes that were encoded; an escape that is none stands as it is, blanks at a line's end are padding.</summary>
    public static byte[] Decode(ReadOnlySpan<byte> text)
    {
        var bytes = new ArrayBufferWriter<byte>(text.Length + 1);
        while (!text.IsEmpty)
        {
            var newline = text.IndexOf((byte)'\n');
            var line = newline < 0 ? text : text[..newline];
            text = newline < 0 ? default : text[(newline + 1)..];
            var end = newline < 0 ? default : line.EndsWith("\r"u8) ? "\r\n"u8 : "\n"u8;
            line = line.TrimEnd(newline < 0 ? " \t"u8 : " \t\r"u8);
            var isSoft = line.EndsWith("="u8);
            DecodeLine(isSoft ? line[..^1] : line, bytes);
            if (!isSoft)
                bytes.Write(end);
        }
        return bytes.WrittenSpan.ToArray();
    }

    private static void DecodeLine(ReadOnlySpan<byte> line, ArrayBufferWriter<byte> bytes)
    {
        while (line.IndexOf((byte)'=') is >= 0 and var escape)
        {
            bytes.Write(line[..escape]);
            line = line[escape..];
            var isEscape = line.Length >= 3 && char.IsAsciiHexDigit((char)line[1]) && char.IsAsciiHexDigit((char)line[2]);
            bytes.Write([isEscape ? (byte)(FromHex(line[1]) << 4 | FromHex(line[2])) : (byte)'=']);
            line = line[(isEscape ? 3 : 1)..];
        }
        bytes.Write(line);
    }

    private static int FromHex(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    /// <summary>How many of the next bytes stand for themselves, whatever comes after them: visible ones, and blanks between those.</summary>
    private static int PlainRun(ReadOnlySpan<byte> text)
    {
        var run = text.IndexOfAnyExcept(PlainOrBlank);
        return text[..(run < 0 ? text.Length : run)].TrimEnd((byte)' ').Length;
    }

    private static int AppendRun(ReadOnlySpan<byte> run, StringBuilder output, int column)
    {
        Span<char> chars = stackalloc char[LineLength];
        while (!run.IsEmpty)
        {
            column = Break(output, column, 1);
            var length = Math.Min(run.Length, LineLength - 1 - column);
            output.Append(chars[..Encoding.ASCII.GetChars(run[..length], chars)]);
            run = run[length..];
            column += length;
        }
        return column;
    }

    private static int Break(StringBuilder output, int column, int more)
    {
        if (column + more <= LineLength - 1)
            return column;
        output.Append("=\r\n");
        return 0;
    }

    private static bool EndsLine(ReadOnlySpan<byte> text, int next) => next >= text.Length || text[next] is (byte)'\r' or (byte)'\n';

    private static bool IsPlain(byte b) => b is > (byte)' ' and <= (byte)'~' and not (byte)'=';
}
