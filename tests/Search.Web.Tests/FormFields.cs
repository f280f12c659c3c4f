using System.Text.RegularExpressions;

namespace Search.Web.Tests;

/// <summary>The fields of a form as a browser sends them, out of our own pages' regular markup.</summary>
internal static partial class FormFields
{
    /// <param name="page">With references to characters resolved; values must hold no quotes.</param>
    /// <param name="beginning">How the form begins.</param>
    public static List<(string Name, string Value)> Of(string page, string beginning)
    {
        var start = page.IndexOf(beginning, StringComparison.Ordinal);
        var form = page[start..page.IndexOf("</form>", start, StringComparison.Ordinal)];
        var fields = new List<(string, string)>();
        foreach (Match input in Input().Matches(form))
        {
            var attributes = Attribute().Matches(input.Value).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value, StringComparer.Ordinal);
            var isBox = attributes.GetValueOrDefault("type") == "checkbox";
            if (attributes.TryGetValue("name", out var name) && name != "__RequestVerificationToken" && (!isBox || input.Value.Contains(" checked", StringComparison.Ordinal)))
                fields.Add((name, attributes.GetValueOrDefault("value") ?? (isBox ? "on" : "")));
        }
        foreach (Match select in Select().Matches(form))
            fields.Add((select.Groups[1].Value, Chosen().Match(select.Value).Groups[1].Value));
        return fields;
    }

    [GeneratedRegex("<input[^>]*>", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Input();

    [GeneratedRegex("([a-z_]+)=\"([^\"]*)\"", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Attribute();

    [GeneratedRegex("<select[^>]* name=\"([^\"]+)\".*?</select>", RegexOptions.CultureInvariant | RegexOptions.Singleline, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Select();

    [GeneratedRegex("<option value=\"([^\"]*)\" selected", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Chosen();
}
