using System.Text.Json;
using Search.Ingest.Text;

namespace Search.Ingest.Pages;

/// <summary>What a page's JSON-LD says of its article. Tolerant: wrong types, lists, graphs and damaged JSON give less, never an error.</summary>
internal sealed class JsonLd
{
    private const int DeepestNesting = 12;
    private const int MostObjects = 500;

    private static readonly JsonDocumentOptions Tolerant = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 };

    private readonly Dictionary<string, string> _people = new(StringComparer.Ordinal);
    private readonly List<string> _authorIds = [];
    private int _objects;

    public string? Headline { get; private set; }

    public List<string> Authors { get; } = [];

    public string? Published { get; private set; }

    /// <summary>The date of the page that holds the article.</summary>
    public string? PagePublished { get; private set; }

    public string? Modified { get; private set; }

    public string? Body { get; private set; }

    public string? Publisher { get; private set; }

    public string? Language { get; private set; }

    public List<string> Keywords { get; } = [];

    /// <summary>Adds what one script element says.</summary>
    public void Read(string script)
    {
        var start = script.AsSpan().IndexOfAny('{', '[');
        if (start < 0)
            return;
        var clean = string.Concat(script.AsSpan(start).TrimEnd().TrimEnd(';').ToString().Select(c => char.IsControl(c) ? ' ' : c));
        try
        {
            using var document = JsonDocument.Parse(clean, Tolerant);
            Visit(document.RootElement, 0);
            ResolveAuthors();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // A damaged script says nothing; the page's other metadata and its text remain.
        }
    }

    private void Visit(JsonElement element, int depth)
    {
        if (depth > DeepestNesting || _objects++ > MostObjects)
            return;
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                Visit(item, depth + 1);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            if (IsArticle(element))
                Take(element);
            else
                TakeOther(element);
            foreach (var name in (ReadOnlySpan<string>)["@graph", "mainEntity", "mainEntityOfPage"])
            {
                if (element.TryGetProperty(name, out var inner))
                    Visit(inner, depth + 1);
            }
        }
    }

    /// <summary>People and pages that articles of the same graph point at.</summary>
    private void TakeOther(JsonElement element)
    {
        if (!element.TryGetProperty("@type", out var type))
            return;
        var types = Texts(type).ToList();
        if (types.Contains("Person") && Text(element, "@id") is { } id && Text(element, "name") is { } name)
            _people[id] = name;
        else if (types.Exists(name => name.EndsWith("WebPage", StringComparison.Ordinal)))
            PagePublished ??= Text(element, "datePublished");
    }

    private void ResolveAuthors()
    {
        if (Authors.Count == 0)
            Authors.AddRange(_authorIds.Where(_people.ContainsKey).SelectMany(id => AuthorNames.Parse(_people[id])).Distinct(StringComparer.OrdinalIgnoreCase));
    }

    private static bool IsArticle(JsonElement element) => element.TryGetProperty("@type", out var type) && Texts(type).Any(name =>
        name.EndsWith("Article", StringComparison.Ordinal) || name is "BlogPosting" or "Report" or "LiveBlogPosting" or "Review" or "SocialMediaPosting");

    private void Take(JsonElement article)
    {
        Headline ??= Text(article, "headline") ?? Text(article, "name");
        Published ??= Text(article, "datePublished") ?? Text(article, "dateCreated");
        Modified ??= Text(article, "dateModified");
        Body ??= Text(article, "articleBody");
        Language ??= Text(article, "inLanguage");
        if (Authors.Count == 0)
            AddAuthors(article);
        if (article.TryGetProperty("publisher", out var publisher))
            Publisher ??= Names(publisher).FirstOrDefault();
        if (Keywords.Count == 0 && article.TryGetProperty("keywords", out var keywords))
            Keywords.AddRange(Texts(keywords).SelectMany(words => words.Split(',')).Select(CleanText.Title).Where(word => word.Length is > 0 and < 80).Take(30));
    }

    private void AddAuthors(JsonElement article)
    {
        if (!article.TryGetProperty("author", out var author) && !article.TryGetProperty("creator", out author))
            return;
        if (author.ValueKind == JsonValueKind.Object && Text(author, "@id") is { } id)
            _authorIds.Add(id);
        foreach (var name in Names(author).SelectMany(AuthorNames.Parse))
        {
            if (!Authors.Contains(name, StringComparer.OrdinalIgnoreCase))
                Authors.Add(name);
        }
    }

    private static IEnumerable<string> Names(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => item.ValueKind == JsonValueKind.Array ? [] : Names(item)),
        JsonValueKind.Object => element.TryGetProperty("name", out var name) ? Texts(name) : [],
        _ => [],
    };

    private static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!),
        _ => [],
    };

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && Texts(value).FirstOrDefault() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
}
