using System.Text.RegularExpressions;

namespace Search.Alerts.Tests.Bodies;

/// <summary>Both parts of a mail say the same in the same order: nothing is in one that is not in the other.</summary>
internal static partial class SameContent
{
    public static StrictHtml Check(string text, string html)
    {
        var read = StrictHtml.Read(html);
        var plain = Normal(text);
        var at = 0;
        foreach (var piece in read.Pieces)
        {
            var next = plain.IndexOf(piece, at, StringComparison.Ordinal);
            Assert.True(next >= 0, $"the text part lacks, or has elsewhere: {piece}");
            Assert.True(Between().IsMatch(plain[at..next]), $"only in the text part: {plain[at..next]}");
            at = next + piece.Length;
        }
        Assert.True(Between().IsMatch(plain[at..]), $"only in the text part: {plain[at..]}");
        return read;
    }

    /// <summary>Blanks and line breaks are alike, and isolates are not seen.</summary>
    public static string Normal(string text) => Blanks().Replace(Isolates().Replace(text, ""), " ").Trim();

    /// <summary>What plain text needs in place of markup: numbers, underlines, colons.</summary>
    [GeneratedRegex(@"^[ \d.:=-]*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Between();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Blanks();

    [GeneratedRegex("[\u2066-\u2069]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Isolates();
}
