using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Search.Ingest.Text;

namespace Search.Ingest.Pages;

/// <summary>Bylines and dates that stand on a page as mere text, or in its address.</summary>
internal static partial class PageLines
{
    private const int LongestLine = 160;

    /// <summary>The first line that is a byline; null for none.</summary>
    public static string? Byline(IElement body)
    {
        foreach (var block in PageWalk.Read(body, keepsAsides: true).Take(150))
        {
            if (DatedBylines.TrySplit(block.Text, out var authors, out _))
                return string.Join(", ", authors);
            if (AuthorNames.IsByline(block.Text))
                return block.Text;
        }
        return null;
    }

    /// <summary>The first line that is a date, or says when something was published.</summary>
    public static DateTimeOffset? Date(IElement body)
    {
        var blocks = PageWalk.Read(body, keepsAsides: true);
        foreach (var block in blocks)
        {
            if (block.Text.Length < LongestLine && DateText.IsOnlyDate(block.Text, out var date))
                return date;
        }
        foreach (var block in blocks)
        {
            if (block.Text.Length < LongestLine && Published().IsMatch(block.Text) && DateText.TryParse(block.Text, out var date))
                return date;
        }
        return null;
    }

    /// <summary>The day in an address like <c>/2015/03/17/</c>.</summary>
    public static DateTimeOffset? DateOfAddress(string? address)
    {
        var match = address is null ? Match.Empty : Address().Match(address);
        if (!match.Success)
            return null;
        var text = string.Create(CultureInfo.InvariantCulture, $"{match.Groups["y"].Value}-{match.Groups["m"].Value}-{match.Groups["d"].Value}");
        return DateText.TryParse(text, out var date) ? date : null;
    }

    [GeneratedRegex(@"\b(?:published|posted|written|submitted|veröffentlicht|erstellt|geschrieben|verfasst|publié|publicado|eingestellt|gepostet|am|von)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Published();

    [GeneratedRegex(@"[/=](?<y>(?:19|20)\d{2})[/-](?<m>\d{1,2})[/-](?<d>\d{1,2})(?:[/-]|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Address();
}
