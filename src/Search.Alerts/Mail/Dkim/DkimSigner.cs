using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Search.Alerts.Mail.Dkim;

/// <summary>
/// Signs messages for one domain (RFC 6376): <c>rsa-sha256</c>, relaxed canonicalisation of header and body. Equal messages are signed to
/// equal bytes: PKCS #1 v1.5 has no chance in it, and the time of the signature is the message's own Date. Immutable and thread-safe.
/// </summary>
public sealed class DkimSigner
{
    /// <summary>Headers that are signed when the message has them, in this order; From once more than it stands, so that none can be added.</summary>
    private static readonly string[] Signed =
    [
        "From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Auto-Submitted",
        "List-Id", "List-Help", "List-Unsubscribe", "List-Unsubscribe-Post",
    ];

    private const int LineLength = 76;
    private readonly DkimKey _key;

    private DkimSigner(string domain, string selector, DkimKey key)
    {
        Domain = domain;
        Selector = selector;
        _key = key;
    }

    public string Domain { get; }

    public string Selector { get; }

    /// <summary>What the operator should know of the key; null when it is good.</summary>
    public string? Warning => _key.Bits < DkimKey.GoodBits
        ? $"the DKIM key of {Selector}._domainkey.{Domain} has {_key.Bits} bits; receivers trust {DkimKey.GoodBits} and more"
        : null;

    /// <summary>The name under which receivers look for the public key.</summary>
    public string DnsName => $"{Selector}._domainkey.{Domain}";

    /// <summary>The text record that belongs under <see cref="DnsName"/>.</summary>
    public string DnsRecord => $"v=DKIM1; k=rsa; p={Convert.ToBase64String(_key.PublicKey)}";

    /// <summary>Throws <see cref="FormatException"/> with what is wrong and how it is mended: the file cannot be read, is no RSA key, or too short a one.</summary>
    public static DkimSigner Load(string domain, string selector, string keyFile)
    {
        string pem;
        try
        {
            pem = File.ReadAllText(keyFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"the DKIM key file '{keyFile}' cannot be read: {e.Message}", e);
        }
        return new DkimSigner(Name(domain, "domain"), Name(selector, "selector"), DkimKey.FromPem(pem, $"the DKIM key file '{keyFile}'"));
    }

    /// <summary>
    /// The message with a DKIM-Signature header in front; the rest of its bytes are unchanged. It has CR LF line ends and a From header;
    /// without one <see cref="ArgumentException"/>.
    /// </summary>
    public byte[] Sign(byte[] message)
    {
        var (headers, body) = DkimCanonical.Split(message);
        var names = Names(headers);
        var bodyHash = Convert.ToBase64String(SHA256.HashData(DkimCanonical.Body(body)));
        var unsigned = Unsigned(names, Time(headers), bodyHash);
        var signature = Convert.ToBase64String(_key.Sign(DkimCanonical.HeaderHashInput(headers, names, unsigned)));
        var header = Encoding.ASCII.GetBytes(unsigned + Folded(signature) + "\r\n");
        return [.. header, .. message];
    }

    private static List<string> Names(IReadOnlyList<DkimHeader> headers)
    {
        var names = Signed.Where(name => headers.Any(header => header.Is(name))).ToList();
        if (names.Count == 0 || names[0] != "From")
            throw new ArgumentException("a message without From cannot be signed", nameof(headers));
        names.Insert(0, "From");
        return names;
    }

    private static string Time(IReadOnlyList<DkimHeader> headers)
    {
        var date = headers.FirstOrDefault(header => header.Is("Date"))?.Value;
        return DateTimeOffset.TryParseExact(date, "ddd, d MMM yyyy HH:mm:ss zzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? string.Create(CultureInfo.InvariantCulture, $" t={time.ToUnixTimeSeconds()};")
            : "";
    }

    /// <summary>The header with an empty signature, as it is hashed and as its signature is put after it.</summary>
    private string Unsigned(List<string> names, string time, string bodyHash)
    {
        var header = new StringBuilder("DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;");
        var line = header.Length;
        foreach (var tag in (string[])[$" d={Domain};", $" s={Selector};", time, .. Listed(names), $" bh={bodyHash};", " b="])
        {
            // A colon-separated list may be folded after each colon (RFC 6376 section 3.5, h=).
            if (line + tag.Length > LineLength || tag == " b=")
            {
                header.Append("\r\n ");
                line = 1;
                header.Append(tag.AsSpan().TrimStart());
                line += tag.AsSpan().TrimStart().Length;
            }
            else
            {
                header.Append(tag);
                line += tag.Length;
            }
        }
        return header.ToString();
    }

    private static IEnumerable<string> Listed(List<string> names) =>
        names.Select((name, i) => (i == 0 ? " h=" : "") + name + (i == names.Count - 1 ? ";" : ":"));

    private static string Folded(string signature)
    {
        var folded = new StringBuilder();
        // The first piece stands after " b=" on its line.
        for (var (start, length) = (0, LineLength - 3); start < signature.Length; start += length, length = LineLength - 1)
            folded.Append(start == 0 ? "" : "\r\n ").Append(signature.AsSpan(start, Math.Min(length, signature.Length - start)));
        return folded.ToString();
    }

    private static string Name(string name, string what)
    {
        try
        {
            var ascii = new IdnMapping { UseStd3AsciiRules = true }.GetAscii(name.Trim()).ToLowerInvariant();
            if (!ascii.EndsWith('.'))
                return ascii;
        }
        catch (ArgumentException)
        {
            // Told below.
        }
        throw new FormatException($"the DKIM {what} '{name}' is not made of the letters, digits, hyphens and dots of a host name");
    }
}
