using System.Text.Json;
using Search.Ingest.Identity;
using Search.Ingest.Text;

namespace Search.Ingest.Feeds;

/// <summary>Reads JSON Feed 1 and 1.1 (jsonfeed.org), tolerant of missing and mistyped members.</summary>
internal static class JsonFeeds
{
    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 };

    /// <summary>The feed, or null for JSON that is none.</summary>
    public static Feed? Read(string text, string? address)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            var root = document.RootElement;
            if (!root.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Array)
                return null;
            return new Feed
            {
                Title = CleanText.Title(Text(root, "title")),
                Link = UrlCanonicalizer.Resolve(Text(root, "home_page_url"), address),
                Language = LanguageGuess.Normalise(Text(root, "language")),
                Items = [.. items.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object).Take(FeedParser.MostItems).Select(item => Item(item, address))],
            };
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static FeedItem Item(JsonElement item, string? address) => new()
    {
        Title = CleanText.Title(Text(item, "title")),
        Link = UrlCanonicalizer.Resolve(Text(item, "url") ?? Text(item, "external_url"), address),
        Id = Text(item, "id"),
        Published = DateText.TryParse(Text(item, "date_published") ?? Text(item, "date_modified"), out var date) ? date : null,
        Authors = Authors(item),
        Text = Text(item, "content_html") is { } html ? FeedMarkup.ToText(html) : CleanText.Paragraphs(Text(item, "content_text") ?? Text(item, "summary")),
        Language = LanguageGuess.Normalise(Text(item, "language")),
        Tags = item.TryGetProperty("tags", out var tags) && tags.ValueKind == JsonValueKind.Array
            ? [.. tags.EnumerateArray().Where(tag => tag.ValueKind == JsonValueKind.String).Select(tag => CleanText.Title(tag.GetString())).Where(tag => tag.Length > 0).Take(40)]
            : [],
    };

    private static IReadOnlyList<string> Authors(JsonElement item)
    {
        var names = new List<string>();
        if (item.TryGetProperty("authors", out var authors) && authors.ValueKind == JsonValueKind.Array)
            names.AddRange(authors.EnumerateArray().SelectMany(author => AuthorNames.Parse(Text(author, "name"))));
        else if (item.TryGetProperty("author", out var author))
            names.AddRange(AuthorNames.Parse(Text(author, "name")));
        return names;
    }

    private static string? Text(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value))
            return null;
        return value.ValueKind switch
        {
            JsonValueKind.String when value.GetString() is { } text && !string.IsNullOrWhiteSpace(text) => text,
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
    }
}
