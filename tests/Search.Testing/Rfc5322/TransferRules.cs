using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Search.Testing.Rfc5322;

/// <summary>Transfer encodings (RFC 2045 section 6).</summary>
internal static partial class TransferRules
{
    private const int LongestLine = 76;

    /// <summary>The decoded bytes of a body; faults of its encoding are added. Null when it cannot be decoded.</summary>
    public static byte[]? Decode(string encoding, string body, List<string> faults)
    {
        switch (encoding.ToLowerInvariant())
        {
            case "7bit":
                return Encoding.Latin1.GetBytes(body);
            case "quoted-printable":
                faults.AddRange(body.Split("\r\n").SelectMany(QuotedPrintableFaults));
                if (body.EndsWith("=\r\n", StringComparison.Ordinal) || body.EndsWith('='))
                    faults.Add("a quoted-printable body that ends with a soft line break");
                return DecodeEscapes(body.Replace("=\r\n", "", StringComparison.Ordinal));
            case "base64":
                faults.AddRange(body.Split("\r\n").Where(line => line.Length > LongestLine).Select(line => $"a base64 line of {line.Length} characters"));
                var text = body.Replace("\r\n", "", StringComparison.Ordinal);
                if (IsBase64(text) || text.Length == 0)
                    return Convert.FromBase64String(text);
                faults.Add("a base64 body that is not base64");
                return null;
            default:
                faults.Add($"the transfer encoding '{encoding}'");
                return null;
        }
    }

    public static bool IsBase64(string text) => text.Length % 4 == 0 && Base64Pattern().IsMatch(text);

    /// <summary>= and two hexadecimal digits become a byte; what is no such escape stands.</summary>
    public static byte[] DecodeEscapes(string text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=' && i + 2 < text.Length && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value))
            {
                bytes.Add(value);
                i += 2;
            }
            else
            {
                bytes.Add((byte)text[i]);
            }
        }
        return [.. bytes];
    }

    private static IEnumerable<string> QuotedPrintableFaults(string line)
    {
        if (line.Length > LongestLine)
            yield return $"a quoted-printable line of {line.Length} characters";
        if (line.EndsWith(' ') || line.EndsWith('\t'))
            yield return $"a quoted-printable line with a blank at its end: '{line}'";
        if (!QuotedPrintablePattern().IsMatch(line))
            yield return $"a quoted-printable line with what is no escape: '{line}'";
    }

    [GeneratedRegex("^([!-<>-~ \t]|=[0-9A-F]{2})*=?$", RegexOptions.ExplicitCapture)]
    private static partial Regex QuotedPrintablePattern();

    [GeneratedRegex("^[A-Za-z0-9+/]+={0,2}$", RegexOptions.ExplicitCapture)]
    private static partial Regex Base64Pattern();
}
