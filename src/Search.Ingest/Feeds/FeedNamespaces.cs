namespace Search.Ingest.Feeds;

/// <summary>Namespaces of feeds under fixed short names: the feed's own vocabulary has none, others are <c>dc:</c>, <c>content:</c>, <c>atom:</c> and so on.</summary>
internal static class FeedNamespaces
{
    private static readonly Dictionary<string, string> ByAddress = new(StringComparer.OrdinalIgnoreCase)
    {
        ["http://www.w3.org/2005/atom"] = "atom",
        ["http://purl.org/atom/ns#"] = "atom",
        ["http://example.com/newformat#"] = "atom",
        ["http://example.com/necho"] = "atom",
        ["http://purl.org/echo/"] = "atom",
        ["uri/of/echo/namespace#"] = "atom",
        ["http://purl.org/pie/"] = "atom",
        ["http://purl.org/rss/1.0/"] = "rss",
        ["http://my.netscape.com/rdf/simple/0.9/"] = "rss",
        ["http://channel.netscape.com/rdf/simple/0.9/"] = "rss",
        ["http://my.netscape.com/publish/formats/rss-0.91.dtd"] = "rss",
        ["http://my.netscape.com/publish/formats/rss-0.91"] = "rss",
        ["http://backend.userland.com/rss2"] = "rss",
        ["http://blogs.law.harvard.edu/tech/rss"] = "rss",
        ["http://purl.org/dc/elements/1.1/"] = "dc",
        ["http://purl.org/dc/elements/1.0/"] = "dc",
        ["http://purl.org/dc/terms/"] = "dcterms",
        ["http://purl.org/rss/1.0/modules/content/"] = "content",
        ["http://search.yahoo.com/mrss/"] = "media",
        ["http://search.yahoo.com/mrss"] = "media",
        ["http://www.itunes.com/dtds/podcast-1.0.dtd"] = "itunes",
        ["http://www.w3.org/1999/02/22-rdf-syntax-ns#"] = "rdf",
        ["http://www.w3.org/1999/xhtml"] = "xhtml",
        ["http://rssnamespace.org/feedburner/ext/1.0"] = "feedburner",
        ["http://www.w3.org/xml/1998/namespace"] = "xml",
    };

    /// <summary>The short name of a namespace; null for one that is not known.</summary>
    public static string? Find(string address) => ByAddress.GetValueOrDefault(address.Trim());

    /// <summary>The namespace that a prefix usually means, for feeds that forgot to declare it.</summary>
    public static string OfUndeclared(string prefix) => prefix.ToLowerInvariant() switch
    {
        "" => "rss",
        var known => known,
    };
}
