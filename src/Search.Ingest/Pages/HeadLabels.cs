using System.Text.RegularExpressions;

namespace Search.Ingest.Pages;

/// <summary>Lines that name what they say: "Title: ...", "Author: ...", "Date: ...".</summary>
internal static partial class HeadLabels
{
    /// <summary>The kind and the rest of the line; <see cref="HeadKind.None"/> where the line has no label.</summary>
    public static (HeadKind Kind, string Value) Read(string block)
    {
        var match = block.Length > 400 ? Match.Empty : Label().Match(block);
        if (!match.Success)
            return (HeadKind.None, block);
        var value = block[match.Length..].Trim();
        var kind = match.Groups["t"].Success ? HeadKind.Title : match.Groups["a"].Success ? HeadKind.Author : HeadKind.Date;
        return value.Length == 0 ? (HeadKind.None, block) : (kind, value);
    }

    [GeneratedRegex(@"^(?:(?<t>title|headline|العنوان)|(?<a>authors?|byline|written by|reporter|الكاتب|بقلم)|(?<d>date|published|publication date|posted|تاريخ النشر|التاريخ))\s*:\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Label();
}
