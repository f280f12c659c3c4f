using System.Globalization;
using System.Text;

namespace Search.Alerts.Mail;

/// <summary>Makes header fields: encoded words (RFC 2047), phrases and folding (RFC 5322), lines of at most 76 characters where words allow it.</summary>
internal static class HeaderText
{
    private const int LineLength = 76;

    // RFC 5322 section 2.1.1: no longer where a fold can help.
    private const int GoodLine = 78;

    // RFC 2047 allows 75, but a line with an encoded word may have 76 characters with the header's name: room for "Subject: ".
    private const int MaxEncodedWord = 65;
    private const int MaxUnbrokenWord = 60;

    /// <summary>Free text such as a subject, cleaned and encoded where it must be, folded after <paramref name="name"/>.</summary>
    public static string Unstructured(string name, string text) => Fold(name, EncodeText(Clean(text)));

    /// <summary>A mailbox: a display name as atoms, quoted string or encoded words, and the address in angle brackets.</summary>
    public static string Mailbox(string name, Mailbox mailbox)
    {
        return mailbox.Name is null
            ? Fold(name, mailbox.Address)
            : Fold(name, $"{Phrase(Clean(mailbox.Name))} <{mailbox.Address}>");
    }

    /// <summary>A structured value as it is. Throws <see cref="ArgumentException"/> when it has anything but printable ASCII and blanks.</summary>
    public static string Structured(string name, string value)
    {
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            throw new ArgumentException($"not a header name: '{name}'", nameof(name));
        if (value.Any(c => c is < ' ' or > '~'))
            throw new ArgumentException($"the value of {name} has characters that a header cannot have", nameof(value));
        return Fold(name, value);
    }

    /// <summary>Line breaks, control characters and characters that change direction unseen become blanks, runs of blanks one.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsUnwanted(rune))
                clean.Append(rune.ToString());
            else if (clean.Length > 0 && clean[^1] != ' ')
                clean.Append(' ');
        }
        return clean.ToString().Trim();
    }

    private static bool IsUnwanted(Rune rune) =>
        Rune.IsControl(rune)
        || Rune.IsWhiteSpace(rune)
        || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F or 0x061C or 0xFEFF;

    private static string EncodeText(string text) => NeedsEncoding(text) ? EncodedWords(text) : text;

    private static bool NeedsEncoding(string text) =>
        !Ascii.IsValid(text) || text.Contains("=?", StringComparison.Ordinal) || text.Split(' ').Any(word => word.Length > MaxUnbrokenWord);

    private static string Phrase(string text)
    {
        if (NeedsEncoding(text))
            return EncodedWords(text);
        return text.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '\'' or '!' or '_')
            ? text
            : '"' + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + '"';
    }

    /// <summary>The whole text as short encoded words, cut between characters, in whichever of B and Q is shorter.</summary>
    private static string EncodedWords(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var quotedLength = bytes.Sum(b => IsPlainInWord(b) || b == ' ' ? 1 : 3);
        return quotedLength <= (bytes.Length + 2) / 3 * 4
            ? Words(text, "=?utf-8?Q?", rune => rune.Sum(b => IsPlainInWord(b) || b == ' ' ? 1 : 3), Quote)
            : Words(text, "=?utf-8?B?", rune => rune.Length, Convert.ToBase64String, bytesPerWord: (MaxEncodedWord - 12) / 4 * 3);
    }

    private static string Words(string text, string prefix, Func<byte[], int> cost, Func<byte[], string> encode, int bytesPerWord = MaxEncodedWord - 12)
    {
        var words = new List<string>();
        var word = new List<byte>();
        var used = 0;
        foreach (var cluster in Clusters(text))
        {
            var more = cost(cluster);
            if (used + more > bytesPerWord && word.Count > 0)
            {
                words.Add(prefix + encode([.. word]) + "?=");
                word.Clear();
                used = 0;
            }
            word.AddRange(cluster);
            used += more;
        }
        words.Add(prefix + encode([.. word]) + "?=");
        return string.Join(' ', words);
    }

    private static IEnumerable<byte[]> Clusters(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            var bytes = new byte[rune.Utf8SequenceLength];
            rune.EncodeToUtf8(bytes);
            yield return bytes;
        }
    }

    private static string Quote(byte[] bytes)
    {
        var quoted = new StringBuilder(bytes.Length * 2);
        foreach (var b in bytes)
        {
            if (b == ' ')
                quoted.Append('_');
            else if (IsPlainInWord(b))
                quoted.Append((char)b);
            else
                quoted.Append('=').Append(b.ToString("X2", CultureInfo.InvariantCulture));
        }
        return quoted.ToString();
    }

    /// <summary>What may stand for itself in a Q encoded word even inside a phrase (RFC 2047 section 5, rule 3).</summary>
    private static bool IsPlainInWord(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'!' or (byte)'*' or (byte)'+' or (byte)'-' or (byte)'/';

    private static string Fold(string name, string value)
    {
        var folded = new StringBuilder(name).Append(':');
        var column = folded.Length;
        foreach (var word in value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var isFirst = folded.Length == name.Length + 1;
            if (column + 1 + word.Length > LineLength && (!isFirst || word.Length < GoodLine))
            {
                folded.Append("\r\n");
                column = 0;
            }
            folded.Append(' ').Append(word);
            column += 1 + word.Length;
        }
        return folded.Append("\r\n").ToString();
    }
}
