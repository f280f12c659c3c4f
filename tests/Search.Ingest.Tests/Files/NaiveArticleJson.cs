using System.Text.Json;
using Search.Data.Articles;
using Search.Ingest.Files;
using Search.Ingest.Identity;
using Search.Ingest.Tests.Text;
using Search.Ingest.Text;

namespace Search.Ingest.Tests.Files;

/// <summary>The naive twin of <see cref="ArticleJson"/>: parses the whole document first, then asks it for each property.</summary>
internal static class NaiveArticleJson
{
    private const int LongestId = 200;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32 };

    /// <summary>The article, or null and what is wrong.</summary>
    /// <param name="utf8">One JSON object in well-formed UTF-8.</param>
    /// <param name="givenUrl">The address as written.</param>
    /// <param name="problem">Why there is no article.</param>
    public static ArticleDraft? Parse(ReadOnlyMemory<byte> utf8, out string? givenUrl, out string? problem)
    {
        givenUrl = null;
        try
        {
            using var document = JsonDocument.Parse(ArticleJson.Sound(utf8), Options);
            return Read(document.RootElement, out givenUrl, out problem);
        }
        catch (JsonException error)
        {
            problem = ArticleJson.Problem(error, utf8.Span);
        }
        return null;
    }

    private static ArticleDraft? Read(JsonElement article, out string? givenUrl, out string? problem)
    {
        givenUrl = null;
        problem = null;
        if (article.ValueKind != JsonValueKind.Object)
        {
            problem = "this is no JSON object";
            return null;
        }
        var title = NaiveCleanText.Title(Text(article, "title"));
        var body = NaiveCleanText.Paragraphs(Text(article, "body"));
        if (title.Length == 0 && body.Length == 0)
        {
            problem = "the article has neither title nor body";
            return null;
        }
        givenUrl = Text(article, "url");
        return new ArticleDraft
        {
            Id = Id(article),
            Url = UrlCanonicalizer.Canonicalize(givenUrl),
            Title = title,
            Author = Author(article),
            Published = DateText.TryParse(Text(article, "published"), out var date) ? date : null,
            Source = Line(article, "source"),
            Language = LanguageGuess.Normalise(Text(article, "language")) ?? LanguageGuess.Of(title + "\n" + body),
            Body = body,
            Tags = Tags(article),
        };
    }

    private static string? Id(JsonElement article) => Line(article, "id") is { Length: <= LongestId } id ? id : null;

    private static string? Author(JsonElement article)
    {
        if (article.TryGetProperty("author", out var author) && author.ValueKind == JsonValueKind.Array)
            return AuthorNames.Join([.. author.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String).Select(name => NaiveCleanText.Line(name.GetString())).Where(name => name.Length > 0)]);
        var line = NaiveCleanText.Title(Text(article, "author"));
        return line.Length == 0 ? null : AuthorNames.WithoutLead(line);
    }

    private static IReadOnlyList<string> Tags(JsonElement article)
    {
        if (!article.TryGetProperty("tags", out var tags) || tags.ValueKind != JsonValueKind.Array)
            return Line(article, "tags") is { } single ? [single] : [];
        return [.. tags.EnumerateArray().Select(Scalar).Select(NaiveCleanText.Line).Where(tag => tag.Length > 0).Distinct(StringComparer.Ordinal)];
    }

    private static string? Line(JsonElement article, string name) => NaiveCleanText.Line(Text(article, name)) is { Length: > 0 } line ? line : null;

    private static string? Text(JsonElement article, string name) => article.TryGetProperty(name, out var value) ? Scalar(value) : null;

    private static string? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };
}
