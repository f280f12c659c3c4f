using System.Text.RegularExpressions;

namespace Search.Testing.Rfc5322;

/// <summary>A content type and its parameters (RFC 2045 section 5.1), names in small letters.</summary>
internal sealed partial record ContentType(string Type, IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>Null when the syntax is wrong or a parameter stands twice.</summary>
    public static ContentType? Parse(string value)
    {
        var match = Pattern().Match(value);
        if (!match.Success)
            return null;
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Capture parameter in match.Groups["parameter"].Captures)
        {
            var pair = parameter.Value.Split('=', 2);
            if (!parameters.TryAdd(pair[0].ToLowerInvariant(), pair[1].StartsWith('"') ? EscapePattern().Replace(pair[1][1..^1], "$1") : pair[1]))
                return null;
        }
        return new ContentType(match.Groups["type"].Value.ToLowerInvariant(), parameters);
    }

    [GeneratedRegex("""^(?<type>[!#$%&'*+.0-9A-Z^_`a-z{|}~-]+/[!#$%&'*+.0-9A-Z^_`a-z{|}~-]+)([ \t]*;[ \t]*(?<parameter>[!#$%&'*+.0-9A-Z^_`a-z{|}~-]+=([!#$%&'*+.0-9A-Z^_`a-z{|}~-]+|"([ !#-\[\]-~\t]|\\[ -~])*")))*$""", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex EscapePattern();
}
