using System.Text;

namespace Search.Alerts.Mail;

/// <summary>Reads blocks of header fields (RFC 5322 section 2.2) tolerantly: LF or CR LF, folded lines joined by one blank, lines without a colon passed over.</summary>
internal static class MailHeaders
{
    /// <summary>
    /// The fields before the first empty line, at most <paramref name="most"/> with values of at most <paramref name="mostCharacters"/>;
    /// <paramref name="length"/> is where the bytes after that line begin.
    /// </summary>
    public static List<MailHeader> Read(ReadOnlySpan<byte> text, int most, int mostCharacters, out int length)
    {
        var headers = new List<MailHeader>();
        var name = "";
        var value = new StringBuilder();
        length = 0;
        while (length < text.Length)
        {
            var newline = text[length..].IndexOf((byte)'\n');
            var line = newline < 0 ? text[length..] : text.Slice(length, newline);
            length += newline < 0 ? line.Length : newline + 1;
            line = line.TrimEnd((byte)'\r');
            if (line.IsEmpty)
                break;
            if (headers.Count >= most)
                continue;
            if (line[0] is (byte)' ' or (byte)'\t')
            {
                Append(value, " ", line.TrimStart(" \t"u8), mostCharacters);
                continue;
            }
            Finish(headers, name, value);
            name = Start(line, value, mostCharacters);
        }
        if (headers.Count < most)
            Finish(headers, name, value);
        return headers;
    }

    /// <summary>The field's name, or empty when the line is no field.</summary>
    private static string Start(ReadOnlySpan<byte> line, StringBuilder value, int mostCharacters)
    {
        value.Clear();
        var colon = line.IndexOf((byte)':');
        if (colon <= 0)
            return "";
        Append(value, "", line[(colon + 1)..], mostCharacters);
        return Encoding.Latin1.GetString(line[..colon].TrimEnd(" \t"u8));
    }

    private static void Append(StringBuilder value, string blank, ReadOnlySpan<byte> text, int mostCharacters)
    {
        var room = mostCharacters - value.Length - blank.Length;
        if (room > 0)
            value.Append(blank).Append(Encoding.Latin1.GetString(text[..Math.Min(room, text.Length)]));
    }

    private static void Finish(List<MailHeader> headers, string name, StringBuilder value)
    {
        if (name.Length > 0)
            headers.Add(new MailHeader(name, value.ToString().Trim()));
        value.Clear();
    }
}
