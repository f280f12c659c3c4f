using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Search.Alerts.Tests.Mail.Dkim;

/// <summary>
/// A verifier of the first DKIM-Signature of a message, written from RFC 6376 sections 3.4, 3.5, 3.7 and 6.1 with regular expressions and
/// strings, apart from the signer's code. Gives the reason why a signature fails, or null when it holds.
/// </summary>
internal static partial class DkimVerifier
{
    public static string? Fault(byte[] message, byte[] publicKey)
    {
        var text = Encoding.Latin1.GetString(message);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var fields = FieldPattern().Matches(text[..(end + 2)]).Select(match => (Name: match.Groups["name"].Value, Raw: match.Value)).ToList();
        var signature = fields.Find(field => field.Name.Equals("DKIM-Signature", StringComparison.OrdinalIgnoreCase));
        if (signature.Raw is null)
            return "no signature";
        var tags = Tags(signature.Raw[(signature.Raw.IndexOf(':', StringComparison.Ordinal) + 1)..]);
        if (tags["v"] != "1" || tags["a"] != "rsa-sha256" || tags["c"] != "relaxed/relaxed")
            return "not a form that is known here";
        var names = tags["h"].Split(':');
        if (!names.Contains("From", StringComparer.OrdinalIgnoreCase))
            return "From is not signed";
        if (Convert.ToBase64String(SHA256.HashData(Encoding.Latin1.GetBytes(RelaxedBody(text[(end + 4)..])))) != tags["bh"])
            return "the body was changed";
        var data = Signed(fields, names) + Relaxed(EmptySignature().Replace(signature.Raw, "${before}")).TrimEnd('\r', '\n');
        using var rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(publicKey, out _);
        var holds = rsa.VerifyData(Encoding.Latin1.GetBytes(data), Convert.FromBase64String(tags["b"]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return holds ? null : "the header was changed";
    }

    /// <summary>Tag-value pairs (section 3.2) with all blanks taken out, as the values of every tag in use here allow it.</summary>
    public static Dictionary<string, string> Tags(string list) => list.Split(';', StringSplitOptions.RemoveEmptyEntries)
        .Select(tag => Blanks().Replace(tag, "").Split('=', 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);

    public static string Relaxed(string field)
    {
        var colon = field.IndexOf(':', StringComparison.Ordinal);
        var value = Runs().Replace(field[(colon + 1)..].Replace("\r\n", "", StringComparison.Ordinal), " ").Trim(' ');
        return field[..colon].ToLowerInvariant().TrimEnd(' ', '\t') + ":" + value + "\r\n";
    }

    public static string RelaxedBody(string body)
    {
        var lines = body.Split("\r\n").Select(line => Runs().Replace(line, " ").TrimEnd(' '));
        var joined = string.Join("\r\n", lines).TrimEnd('\r', '\n');
        return joined.Length == 0 ? "" : joined + "\r\n";
    }

    private static string Signed(List<(string Name, string Raw)> fields, string[] names)
    {
        var stacks = fields.GroupBy(field => field.Name.ToLowerInvariant()).ToDictionary(group => group.Key, group => new Stack<string>(group.Select(field => field.Raw)));
        return string.Concat(names.Select(name => stacks.TryGetValue(name.ToLowerInvariant(), out var left) && left.Count > 0 ? Relaxed(left.Pop()) : ""));
    }

    [GeneratedRegex(@"(?<name>[!-9;-~]+)[ \t]*:(?:.|\n[ \t])*?\r\n(?![ \t])", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex FieldPattern();

    [GeneratedRegex(@"(?<before>[;\s]b=)[^;]*", RegexOptions.ExplicitCapture)]
    private static partial Regex EmptySignature();

    [GeneratedRegex(@"\s")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"[ \t]+")]
    private static partial Regex Runs();
}
