using System.Text.RegularExpressions;
using Search.Ingest.Text;

namespace Search.Ingest.Pages;

/// <summary>Lines that hold a date and a byline: "March 17, 2015 By A and B [...]", "By A | 17 March 2015".</summary>
internal static partial class DatedBylines
{
    private const int LongestLine = 220;

    /// <summary>Splits the line; false where one of both is missing or more stands in it.</summary>
    public static bool TrySplit(string block, out IReadOnlyList<string> authors, out DateTimeOffset date)
    {
        authors = [];
        date = default;
        if (block.Length > LongestLine || !DateText.TryParse(block, out date))
            return false;
        var by = By().Match(block);
        if (!by.Success)
            return false;
        var before = block[..by.Index].Trim();
        if (before.Length > 0 && !DateText.IsOnlyDate(before, out _))
            return false;
        var name = DateAtEnd().Replace(block[by.Index..], "");
        authors = AuthorNames.Parse(name);
        return authors.Count > 0 && authors.All(AuthorNames.LooksPersonal);
    }

    [GeneratedRegex(@"(?:^|[\s|•·–—-])(?:by|von|par|por|بقلم)\s*:?\s+(?=\S)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex By();

    [GeneratedRegex(@"\s*(?:[|•·–—,(-]|\bon\b|\bam\b|\ble\b|\bpublished\b|\bupdated\b)?\s*(?:(?:mon|tues?|wed(?:nes)?|thurs?|fri|satur|sun)(?:day)?\.?,?\s+)?(?:\p{L}+\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{1,2}\.?\s+\p{L}+\.?,?\s+\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}).*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DateAtEnd();
}
