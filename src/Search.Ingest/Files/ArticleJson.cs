using System.Text.Json;
using System.Text.RegularExpressions;
using Search.Data.Articles;
using Search.Ingest.Identity;
using Search.Ingest.Text;

namespace Search.Ingest.Files;

/// <summary>Reads one article of JSON: <c>id, url, title, author, published, source, language, body, tags</c>, all optional but title or body.</summary>
internal static partial class ArticleJson
{
    private const int LongestId = 200;

    /// <summary>The article, or null and what is wrong.</summary>
    /// <param name="utf8">One JSON object in well-formed UTF-8.</param>
    /// <param name="givenUrl">The address as written.</param>
    /// <param name="problem">Why there is no article.</param>
    public static ArticleDraft? Parse(ReadOnlyMemory<byte> utf8, out string? givenUrl, out string? problem)
    {
        givenUrl = null;
        try
        {
            if (GivenFields.Read(Sound(utf8).Span) is { } fields)
                return Draft(fields, out givenUrl, out problem);
            problem = "this is no JSON object";
        }
        catch (JsonException error)
        {
            problem = Problem(error, utf8.Span);
        }
        return null;
    }

    /// <summary>Why a line is no JSON.</summary>
    internal static string Problem(JsonException error, ReadOnlySpan<byte> line) => LooksBinary(line) ? "this is no text (binary data)" : "invalid JSON: " + Short(error);

    private static bool LooksBinary(ReadOnlySpan<byte> line) => line[..Math.Min(line.Length, 512)].ContainsAnyInRange((byte)0, (byte)8);

    private static string Short(JsonException error)
    {
        var message = error.Message;
        var path = message.IndexOf(" Path:", StringComparison.Ordinal);
        var line = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var cut = path >= 0 ? path : line;
        return (cut >= 0 ? message[..cut] : message).TrimEnd() + (error.BytePositionInLine is { } at ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" At byte {at} of the line.") : "");
    }

    /// <summary>The text with escapes of lone surrogates replaced, for which JSON has no string.</summary>
    internal static ReadOnlyMemory<byte> Sound(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Span.IndexOf("\\u"u8) < 0 || (utf8.Span.IndexOf("\\ud"u8) < 0 && utf8.Span.IndexOf("\\uD"u8) < 0))
            return utf8;
        var text = System.Text.Encoding.UTF8.GetString(utf8.Span);
        return System.Text.Encoding.UTF8.GetBytes(Surrogates().Replace(text, match => match.Groups["pair"].Success || match.Groups["slash"].Success ? match.Value : "\\ufffd"));
    }

    [GeneratedRegex(@"(?<slash>\\\\)|(?<pair>\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2}", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Surrogates();

    private static ArticleDraft? Draft(GivenFields fields, out string? givenUrl, out string? problem)
    {
        (givenUrl, problem) = (null, null);
        var title = CleanText.Title(fields.Title);
        if (title.Length == 0 && fields.Body.Length == 0)
        {
            problem = "the article has neither title nor body";
            return null;
        }
        givenUrl = fields.Url;
        return new ArticleDraft
        {
            Id = Line(fields.Id) is { Length: <= LongestId } id ? id : null,
            Url = UrlCanonicalizer.Canonicalize(givenUrl),
            Title = title,
            Author = Author(fields),
            Published = DateText.TryParse(fields.Published, out var date) ? date : null,
            Source = Line(fields.Source),
            Language = LanguageGuess.Normalise(fields.Language) ?? LanguageGuess.Of(title + "\n" + fields.Body),
            Body = fields.Body,
            Tags = fields.Tags,
        };
    }

    private static string? Author(GivenFields fields)
    {
        if (fields.AuthorNames is { } names)
            return AuthorNames.Join(names);
        var line = CleanText.Title(fields.Author);
        return line.Length == 0 ? null : AuthorNames.WithoutLead(line);
    }

    private static string? Line(string? text) => CleanText.Line(text) is { Length: > 0 } line ? line : null;
}
