using Search.Ingest.Text;

namespace Search.Ingest.Feeds;

/// <summary>Takes title, links, dates, ids, authors and text out of the tree of an XML feed, whatever its dialect.</summary>
internal sealed class XmlFeeds(FeedElement root, string? address)
{
    private static readonly string[] DateNames =
    [
        "published", "pubdate", "dcterms:issued", "issued", "dc:date", "date", "dcterms:created", "created", "atom:published", "updated", "atom:updated", "dcterms:modified", "modified", "lastmod",
    ];

    private static readonly string[] TextNames = ["content:encoded", "content", "atom:content", "xhtml:body", "body", "fullitem", "description", "summary", "abstract", "atom:summary", "dc:description", "itunes:summary", "media:description"];

    public Feed Read()
    {
        var channel = root.Name is "feed" or "channel" ? root : root.Child("channel") ?? root;
        var items = root.Below("item").Concat(root.Below("entry")).Take(FeedParser.MostItems);
        return new Feed
        {
            Title = Title(channel),
            Link = Link(channel),
            Language = LanguageGuess.Normalise(channel.TextOf("language") ?? channel.TextOf("dc:language") ?? root["xml:lang"] ?? channel["xml:lang"]),
            Items = [.. items.Select(Item)],
        };
    }

    private FeedItem Item(FeedElement item) => new()
    {
        Title = Title(item),
        Link = Link(item),
        Id = Id(item),
        Published = Date(item),
        Authors = Authors(item),
        Text = Text(item),
        Language = LanguageGuess.Normalise(item.TextOf("dc:language") ?? item.Inherited("xml:lang")),
        Tags = Tags(item),
    };

    private static string Title(FeedElement element)
    {
        foreach (var name in (ReadOnlySpan<string>)["title", "atom:title", "dc:title", "media:title", "itunes:title"])
        {
            foreach (var title in element.All(name))
            {
                if (Line(title) is { Length: > 0 } line)
                    return line;
            }
        }
        return CleanText.Title(element["title"]);
    }

    /// <summary>One line without markup. Atom's plain titles may hold a <c>&lt;</c> that is none.</summary>
    private static string Line(FeedElement title)
    {
        var markup = Markup(title, out var isPlain);
        return CleanText.Line(isPlain || !FeedMarkup.HasTags(markup) ? Entities.Decode(markup) : FeedMarkup.WithoutTags(markup));
    }

    /// <summary>What stands inside an element, as HTML or as plain text.</summary>
    private static string Markup(FeedElement element, out bool isPlain)
    {
        var type = element["type"]?.ToLowerInvariant();
        isPlain = type is "text" or "text/plain" && element["mode"] is not "escaped" and not "base64";
        if (element["mode"] == "base64" || IsEncoded(type))
            return FeedMarkup.FromBase64(element.Text) ?? element.Text;
        return element.Children.Count > 0 && (element.Inner.Length > 0) ? element.Inner : element.Text;
    }

    private static bool IsEncoded(string? type) => type is not null && !type.StartsWith("text", StringComparison.Ordinal)
        && type is not ("html" or "xhtml" or "text" or "escaped" or "xml" or "application/xhtml+xml" or "application/xml") && !type.EndsWith("+xml", StringComparison.Ordinal)
        && type.Contains('/', StringComparison.Ordinal);

    private string? Link(FeedElement element)
    {
        var links = element.All("link").Concat(element.All("atom:link")).Concat(element.All("xhtml:link")).ToList();
        var plain = links.Find(link => link["href"] is null && link.Text.Trim().Length > 0);
        var alternate = links.Where(link => link["href"] is { Length: > 0 } && IsAlternate(link)).OrderByDescending(link => link["type"] is null or "text/html" or "application/xhtml+xml").FirstOrDefault();
        var found = plain is not null ? Resolve(plain.Text, plain) : alternate is not null ? Resolve(alternate["href"], alternate) : null;
        return found ?? LinkOfId(element) ?? Resolve(element["href"], element) ?? Resolve(element.TextOf("url"), element);
    }

    private static bool IsAlternate(FeedElement link) => (link["rel"] is null or "" || link["rel"]!.Equals("alternate", StringComparison.OrdinalIgnoreCase)) && link["type"] is not ("application/rss+xml" or "application/atom+xml");

    /// <summary>RSS: a guid is the address unless it says that it is none.</summary>
    private string? LinkOfId(FeedElement element)
    {
        var guid = element.Child("guid");
        if (guid is not null && !string.Equals(guid["ispermalink"], "false", StringComparison.OrdinalIgnoreCase) && guid.Text.Trim() is { Length: > 0 } text)
            return Resolve(text, guid);
        return element["rdf:about"] is { } about && Uri.TryCreate(about, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? about : null;
    }

    /// <summary>Against <c>xml:base</c> of the element and those around it, then the feed's address.</summary>
    private string? Resolve(string? reference, FeedElement element)
    {
        var text = Entities.Decode(reference?.Trim() ?? "");
        if (text.Length == 0)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var absolute) && absolute.Scheme != "file")
            return text;
        return Base(element) is { } from && Uri.TryCreate(from, text, out var resolved) ? resolved.AbsoluteUri : text;
    }

    private Uri? Base(FeedElement? element)
    {
        if (element is null)
            return Uri.TryCreate(address, UriKind.Absolute, out var own) && own.Scheme != "file" ? own : null;
        var outer = Base(element.Parent);
        if (element["xml:base"] is not { Length: > 0 } written)
            return outer;
        if (Uri.TryCreate(written, UriKind.Absolute, out var absolute) && absolute.Scheme is "http" or "https")
            return absolute;
        return outer is not null && Uri.TryCreate(outer, written, out var relative) ? relative : outer;
    }

    private static string? Id(FeedElement element) =>
        element.TextOf("id") ?? element.TextOf("guid") ?? element.TextOf("atom:id") ?? element.TextOf("dc:identifier") ?? (element["rdf:about"] is { Length: > 0 } about ? about : null);

    private static DateTimeOffset? Date(FeedElement element)
    {
        foreach (var name in DateNames)
        {
            if (DateText.TryParse(element.TextOf(name), out var date))
                return date;
        }
        return DateText.TryParse(element["lastmod"], out var changed) ? changed : null;
    }

    private static IReadOnlyList<string> Authors(FeedElement item)
    {
        var names = new List<string>();
        foreach (var name in (ReadOnlySpan<string>)["author", "atom:author", "dc:creator", "dc:author", "itunes:author", "creator"])
        {
            foreach (var author in item.All(name))
                names.AddRange(AuthorNames.Parse(author.TextOf("name") ?? author.TextOf("atom:name") ?? author.Text));
            if (names.Count > 0)
                break;
        }
        return [.. names.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static string Text(FeedElement item)
    {
        var longest = "";
        foreach (var name in TextNames)
        {
            foreach (var element in name.StartsWith("media:", StringComparison.Ordinal) ? item.Below(name) : item.All(name))
            {
                if (element["src"] is not null && element.Text.Trim().Length == 0)
                    continue;
                var markup = Markup(element, out var isPlain);
                var text = isPlain ? CleanText.Paragraphs(markup) : FeedMarkup.ToText(markup);
                if (text.Length > longest.Length * 1.2)
                    longest = text;
            }
        }
        return longest;
    }

    private static IReadOnlyList<string> Tags(FeedElement item) =>
    [
        .. item.All("category").Select(category => category["label"] ?? category["term"] ?? category.Text)
            .Concat(item.All("dc:subject").Select(subject => subject.Text)).Concat(item.All("atom:category").Select(category => category["term"] ?? ""))
            .Select(CleanText.Title).Where(tag => tag.Length is > 0 and < 100).Distinct(StringComparer.OrdinalIgnoreCase).Take(40),
    ];
}
