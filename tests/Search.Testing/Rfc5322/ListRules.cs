using System.Text.RegularExpressions;

namespace Search.Testing.Rfc5322;

/// <summary>The headers of a list: addresses of web and mail (RFC 2369), its id (RFC 2919), and leaving with one click (RFC 8058).</summary>
internal static partial class ListRules
{
    private static readonly string[] WithAddresses = ["List-Help", "List-Unsubscribe", "List-Subscribe", "List-Owner", "List-Archive", "List-Post"];

    public static IEnumerable<string> Faults(IReadOnlyList<HeaderField> fields)
    {
        foreach (var field in fields.Where(field => WithAddresses.Any(field.Is)))
        {
            if (!AddressesPattern().IsMatch(field.Value))
                yield return $"{field.Name}: '{field.Value}' is not a list of addresses in angle brackets";
            else if (field.Value.Split(',').Select(uri => uri.Trim(' ', '<', '>')).FirstOrDefault(uri => !IsUri(uri)) is { } bad)
                yield return $"{field.Name}: '{bad}' is not a web or mail address";
        }
        foreach (var field in fields.Where(field => field.Is("List-Id") && (field.Value.Length > 255 || !IdPattern().IsMatch(field.Value))))
            yield return $"List-Id: '{field.Value}' is not an id of a list";
        foreach (var field in fields.Where(field => field.Is("List-Unsubscribe-Post")))
        {
            if (field.Value != "List-Unsubscribe=One-Click")
                yield return $"List-Unsubscribe-Post: '{field.Value}' is not List-Unsubscribe=One-Click";
            if (!fields.Any(other => other.Is("List-Unsubscribe") && other.Value.Contains("<https://", StringComparison.OrdinalIgnoreCase)))
                yield return "List-Unsubscribe-Post without an https address in List-Unsubscribe";
        }
    }

    private static bool IsUri(string text) =>
        UriPattern().IsMatch(text) && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "mailto";

    [GeneratedRegex("^<[^<> ]+>( ?, ?<[^<> ]+>)*$", RegexOptions.ExplicitCapture)]
    private static partial Regex AddressesPattern();

    /// <summary>RFC 3986: the characters of an address, % only with two hexadecimal digits.</summary>
    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]*:([A-Za-z0-9._~:/?#@!$&'()*+,;=\\[\\]-]|%[0-9A-Fa-f]{2})+$", RegexOptions.ExplicitCapture)]
    private static partial Regex UriPattern();

    /// <summary>A phrase, perhaps, and labels with dots in angle brackets.</summary>
    [GeneratedRegex("""^(("[^"]*"|[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+)[ ]*)?<[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)+>$""", RegexOptions.ExplicitCapture)]
    private static partial Regex IdPattern();
}
