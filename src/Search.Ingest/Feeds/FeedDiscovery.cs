using AngleSharp.Html.Parser;
using Search.Ingest.Identity;
using Search.Ingest.Pages;
using Search.Ingest.Text;

namespace Search.Ingest.Feeds;

/// <summary>Finds the feed that a web page names (<c>link rel=alternate</c>).</summary>
internal static class FeedDiscovery
{
    /// <summary>The first feed's address; null for none.</summary>
    public static string? Find(ReadOnlySpan<byte> page, string address, string? contentType)
    {
        using var document = new HtmlParser().ParseDocument(PageTrimmer.Trim(PageEncodings.Decode(page, PageEncodings.CharsetOf(contentType))));
        return document.QuerySelectorAll("link[rel~=alternate][href]")
            .Where(link => link.GetAttribute("type") is "application/rss+xml" or "application/atom+xml" or "application/feed+json")
            .Select(link => UrlCanonicalizer.Resolve(link.GetAttribute("href"), address))
            .FirstOrDefault(found => found is not null);
    }
}
