using AngleSharp.Dom;
using Search.Ingest.Text;

namespace Search.Ingest.Pages;

/// <summary>Chooses a page's headline among what it offers: JSON-LD, OpenGraph, the first heading, the title element without the outlet's name.</summary>
internal static class PageTitles
{
    private static readonly string[] Separators = [" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", " • ", " › ", " // ", " ~ ", " ← ", " > ", "| "];

    public static string Choose(IDocument document, JsonLd data, string? openGraph, string? site, string? host)
    {
        var element = CleanText.Title(document.Title);
        var social = CleanText.Title(openGraph);
        var headings = document.QuerySelectorAll("h1").Select(heading => CleanText.Title(heading.TextContent))
            .Where(text => text.Length is > 1 and < 300).Distinct(StringComparer.Ordinal).Take(10).ToList();
        var confirmed = headings.Where(heading => heading.Length > 3 && !IsSite(heading, site, host) && (Holds(element, heading) || Holds(social, heading))).MaxBy(text => text.Length);
        if (confirmed is not null)
            return confirmed;
        var bare = WithoutSite(social, site, host);
        if (CleanText.CountWords(bare) > 2 && headings.Exists(heading => Holds(heading, bare)))
            return bare;
        var itemHeadline = CleanText.Title(document.QuerySelector("[itemprop~=headline], .entry-title, .post-title, .article-title, .headline")?.TextContent);
        var smaller = document.QuerySelectorAll("h2, h3").Take(60).Select(heading => CleanText.Title(heading.TextContent))
            .FirstOrDefault(text => text.Length is > 8 and < 300 && !IsSite(text, site, host) && (Holds(element, text) || Holds(social, text)));
        if (smaller is not null)
            return smaller;
        var candidates = new[] { CleanText.Title(data.Headline), WithoutSite(social, site, host), itemHeadline is { Length: < 300 } ? itemHeadline : "", WithoutSite(element, site, host), headings.FirstOrDefault(h => !IsSite(h, site, host)) ?? "" };
        return candidates.FirstOrDefault(text => text.Length > 1 && !IsSite(text, site, host)) ?? candidates.FirstOrDefault(text => text.Length > 1) ?? "";
    }

    /// <summary>The title without the outlet's name before or after it.</summary>
    public static string WithoutSite(string title, string? site, string? host)
    {
        foreach (var separator in Separators)
        {
            var last = title.LastIndexOf(separator, StringComparison.Ordinal);
            if (last <= 0)
                continue;
            var (before, after) = (title[..last].Trim(), title[(last + separator.Length)..].Trim());
            if (IsSite(after, site, host))
                return WithoutSite(before, site, host);
            var first = title.IndexOf(separator, StringComparison.Ordinal);
            if (IsSite(title[..first], site, host))
                return WithoutSite(title[(first + separator.Length)..].Trim(), site, host);
            if (site is null && separator.Trim() is "|" or "::" or "»" or "«" or "•" or "·" or "-" or "–" or "—" && CleanText.CountWords(after) <= 4 && CleanText.CountWords(before) > CleanText.CountWords(after))
                return before;
        }
        return title;
    }

    private static bool Holds(string whole, string part) => whole.Length > 0 && TextShape.Fold(part) is { Length: > 3 } fold && TextShape.Fold(whole).Contains(fold, StringComparison.Ordinal);

    private static bool IsSite(string text, string? site, string? host)
    {
        var fold = TextShape.Fold(text);
        if (fold.Length == 0)
            return true;
        if (site is not null && TextShape.Fold(site) is var name && (name == fold || name.Length > 4 && fold.StartsWith(name, StringComparison.Ordinal) && fold.Length < name.Length + 12))
            return true;
        var domain = TextShape.Fold(host ?? "");
        return fold.Length > 3 && domain.Length > 0 && (domain.Contains(fold, StringComparison.Ordinal) || fold == domain);
    }
}
