using Search.Ingest.Text;

namespace Search.Ingest.Feeds;

/// <summary>
/// Reads RSS 0.9 to 2.0, Atom 0.3 and 1.0, CDF and JSON Feed, well-formed or not. Never throws for a feed's content, never reads
/// anything but the bytes it is given, linear in their number. Thread-safe.
/// </summary>
public static class FeedParser
{
    /// <summary>Items of a feed that are read; the rest is left out.</summary>
    public const int MostItems = 5_000;

    /// <summary>The feed, or null for what is none.</summary>
    /// <param name="bytes">The document, decompressed.</param>
    /// <param name="address">Where it came from: what relative links are resolved against.</param>
    /// <param name="contentType">The HTTP header, if there was one.</param>
    public static Feed? Parse(ReadOnlySpan<byte> bytes, string? address = null, string? contentType = null)
    {
        var text = PageEncodings.Decode(bytes, PageEncodings.CharsetOf(contentType)).TrimStart('\uFEFF', ' ', '\t', '\r', '\n', '\0');
        if (text.StartsWith('{'))
            return JsonFeeds.Read(text, address);
        var root = Root(FeedTree.Parse(text));
        return root is null ? null : new XmlFeeds(root, address).Read();
    }

    private static FeedElement? Root(FeedElement document) =>
        document.Children.Find(IsFeed) ?? document.Children.SelectMany(child => child.Children).FirstOrDefault(IsFeed);

    private static bool IsFeed(FeedElement element) => element.Name is "rss" or "feed" or "channel" or "rdf:rdf" or "rdf";
}
