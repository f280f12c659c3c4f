using System.Text;

namespace Search.Alerts.Mail;

/// <summary>Quoted-printable (RFC 2045 section 6.7) for text with CR LF line ends; lines of at most 76 characters; never <c>=_</c> in its output.</summary>
internal static class QuotedPrintable
{
    private const int LineLength = 76;
    private const string Hex = "0123456789ABCDEF";

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
