using AngleSharp.Dom;
using Search.Ingest.Identity;
using Search.Ingest.Text;

namespace Search.Ingest.Pages;

/// <summary>A page's own word on its article: JSON-LD first, then meta elements, then marked-up elements, then the address.</summary>
internal sealed class PageMetadata
{
    private static readonly string[] DateNames =
    [
        "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate",
        "publish-date", "publish_date", "dc.date.issued", "dcterms.created", "dcterms.issued", "dc.date.created", "dc.date", "dcterms.date", "dc.created", "date",
        "article_date_original", "citation_publication_date", "citation_date", "originalpublicationdate", "cxenseparse:recs:publishtime", "article.published",
        "datecreated", "created", "rnews:datepublished", "bt:pubdate", "ptime", "displaydate", "creation_date", "release_date", "last-modified", "article:modified_time", "og:updated_time", "dcterms.modified",
    ];

    private static readonly string[] AuthorNamesOfMeta =
        ["author", "article:author", "og:article:author", "dc.creator", "dcterms.creator", "dc.author", "parsely-author", "sailthru.author", "byl", "citation_author", "article.author", "cxenseparse:author", "rbauthors", "authors", "twitter:data1"];

    private const string AuthorElements = "[rel~=author], [itemprop~=author] [itemprop~=name], [itemprop~=author], .byline-name, .author-name, .byline__name, .entry-author, .post-author, .article-author, .byline, .author, .vcard .fn, .autor, .article__author, .posted-by, .meta-author, #author, .writer, .by-author, .author__name, .c-byline__author, .contributor, .date-author, .field-name-field-autor, .field--name-field-author, .authors, .article-authors, .name-author, .meta__author, .post-meta-author, .writtenby, .meta-item-author";

    private const string DateElements = "time[pubdate], [itemprop~=datePublished], time.entry-date, time.published, .entry-date, .published, time[datetime], .post-date, .postdate, .article-date, .article__date, .date, .datum, .posted-on, .publish-date, .pubdate, .dateline, .timestamp, .byline, .entry-meta, .post-meta, .postmetadata, .meta, .post-info, .article-info, .submitted, .article-meta, .posted, .post-details, .date-header, .blogdate, #date, .time, .footer-meta, .post-footer, .entry-footer, .created";

    private readonly IDocument _document;
    private readonly Dictionary<string, string> _meta = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _metaAuthors = [];
    private readonly JsonLd _data = new();
    private readonly string? _address;

    public PageMetadata(IDocument document, string? address)
    {
        _document = document;
        foreach (var script in document.QuerySelectorAll("script[type='application/ld+json']").Take(20))
            _data.Read(script.TextContent);
        foreach (var element in document.QuerySelectorAll("meta[content]").Take(500))
            ReadMeta(element);
        Url = CanonicalAddress(address);
        _address = address ?? Url;
        Source = Clean(Meta("og:site_name") ?? Meta("application-name") ?? _data.Publisher ?? Meta("dc.publisher"));
        Title = PageTitles.Choose(document, _data, Meta("og:title") ?? Meta("twitter:title"), Source, Host(_address));
        Authors = FindAuthors();
        Published = FindDate();
    }

    public string Title { get; }

    public IReadOnlyList<string> Authors { get; }

    public DateTimeOffset? Published { get; }

    public string? Url { get; }

    public string? Source { get; }

    /// <summary>The story's text as JSON-LD has it, without paragraphs.</summary>
    public string? Body => _data.Body;

    public string? Description => Clean(Meta("og:description") ?? Meta("description"));

    public string? Language => LanguageGuess.Normalise(_document.DocumentElement?.GetAttribute("lang")) ?? LanguageGuess.Normalise(_data.Language)
        ?? LanguageGuess.Normalise(Meta("og:locale")) ?? LanguageGuess.Normalise(Meta("content-language"));

    public IReadOnlyList<string> Tags => _data.Keywords.Count > 0 ? _data.Keywords
        : [.. (Meta("news_keywords") ?? Meta("keywords") ?? "").Split(',').Select(CleanText.Title).Where(tag => tag.Length is > 0 and < 80).Distinct(StringComparer.OrdinalIgnoreCase).Take(30)];

    private static string? Clean(string? text) => CleanText.Title(text) is { Length: > 0 } clean ? clean : null;

    private static string? Host(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.Host : null;

    private void ReadMeta(IElement element)
    {
        var name = element.GetAttribute("property") ?? element.GetAttribute("name") ?? element.GetAttribute("itemprop") ?? element.GetAttribute("http-equiv");
        var content = element.GetAttribute("content");
        if (string.IsNullOrWhiteSpace(name) || string.IsNullOrWhiteSpace(content))
            return;
        name = name.Trim();
        _meta.TryAdd(name, content.Trim());
        if (name.Equals("article:author", StringComparison.OrdinalIgnoreCase) || name.Equals("citation_author", StringComparison.OrdinalIgnoreCase) || name.Equals("author", StringComparison.OrdinalIgnoreCase))
            _metaAuthors.Add(content.Trim());
    }

    private string? Meta(string name) => _meta.GetValueOrDefault(name);

    /// <summary>The page's word on its address; a home page is no address of an article.</summary>
    private string? CanonicalAddress(string? address)
    {
        var links = _document.QuerySelectorAll("link[rel~=canonical]").Take(3).Select(link => link.GetAttribute("href")).Append(Meta("og:url"));
        foreach (var link in links)
        {
            if (UrlCanonicalizer.Resolve(link, address) is { } url && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.PathAndQuery.Length > 1)
                return url;
        }
        return UrlCanonicalizer.Canonicalize(address);
    }

    private IReadOnlyList<string> FindAuthors()
    {
        if (_data.Authors.Count > 0 && !(_data.Authors.Count == 1 && IsSource(_data.Authors[0])))
            return _data.Authors;
        foreach (var name in AuthorNamesOfMeta)
        {
            if (name == "twitter:data1" && Meta("twitter:label1") is not { } label)
                continue;
            var names = (name is "author" or "article:author" ? _metaAuthors.SelectMany(AuthorNames.Parse).Distinct(StringComparer.OrdinalIgnoreCase).ToList() : AuthorNames.Parse(Meta(name)))
                .Where(author => !IsSource(author)).ToList();
            if (names.Count > 0 && names.TrueForAll(author => CleanText.CountWords(author) <= 5) && (name != "twitter:data1" || names.TrueForAll(AuthorNames.LooksPersonal)))
                return names;
        }
        return AuthorsOfElements() is { Count: > 0 } found ? found : _data.Authors;
    }

    private List<string> AuthorsOfElements()
    {
        foreach (var selector in AuthorElements.Split(", "))
        {
            foreach (var element in _document.QuerySelectorAll(selector).Take(5))
            {
                if (InComment(element))
                    continue;
                var text = element.GetAttribute("content") ?? element.TextContent;
                var names = text.Length > 300 ? [] : AuthorNames.Parse(text).Where(name => !IsSource(name) && name.Length > 2 && CleanText.CountWords(name) <= 4).ToList();
                if (names.Count is > 0 and < 6)
                    return names;
            }
        }
        var line = _document.Body is null ? null : PageLines.Byline(_document.Body);
        return line is null ? [] : [.. AuthorNames.Parse(line)];
    }

    private bool IsSource(string name) => Source is not null && TextShape.Fold(Source) == TextShape.Fold(name);

    private static bool InComment(IElement element)
    {
        for (var at = element; at is not null; at = at.ParentElement)
        {
            if (PageNames.Of(at).Contains("comment", StringComparison.OrdinalIgnoreCase) && at.LocalName is not ("body" or "html" or "article"))
                return true;
        }
        return false;
    }

    private DateTimeOffset? FindDate()
    {
        if (DateText.TryParse(_data.Published, out var date))
            return date;
        foreach (var name in DateNames.TakeWhile(name => name != "last-modified"))
        {
            if (DateText.TryParse(Meta(name), out date))
                return date;
        }
        return Read(_data.PagePublished) ?? DateOfElements() ?? PageLines.DateOfAddress(_address) ?? DateOfLines() ?? DateOfChanges();
    }

    private static DateTimeOffset? Read(string? text) => DateText.TryParse(text, out var date) ? date : null;

    private DateTimeOffset? DateOfElements()
    {
        foreach (var selector in DateElements.Split(", "))
        {
            foreach (var element in _document.QuerySelectorAll(selector).Take(8))
            {
                if (InComment(element) || element.TextContent.Length > 400)
                    continue;
                var text = element.GetAttribute("datetime") ?? element.GetAttribute("content");
                if (DateText.TryParse(text, out var date) || DateText.TryParse(CleanText.Line(element.TextContent), out date) || DateText.TryParse(element.GetAttribute("title"), out date))
                    return date;
            }
        }
        return null;
    }

    private DateTimeOffset? DateOfLines() => _document.Body is null ? null : PageLines.Date(_document.Body);

    private DateTimeOffset? DateOfChanges()
    {
        if (DateText.TryParse(_data.Modified, out var date))
            return date;
        foreach (var name in DateNames.SkipWhile(name => name != "last-modified"))
        {
            if (DateText.TryParse(Meta(name), out date))
                return date;
        }
        return null;
    }
}
