using System.Text;
using Search.Lucene.Highlighting;
using Search.Queries.Compiling;
using Search.Queries.Syntax;

namespace Search.Queries.Searching;

/// <summary>Marks what a query matches in a whole article, for its page. A text that is no query marks nothing. Thread-safe.</summary>
public sealed class ArticleHighlighter(TimeProvider time)
{
    /// <summary>A headline and the paragraphs of its story, empty ones left out, with what matches. A phrase across two paragraphs is not marked.</summary>
    public (Passage Title, IReadOnlyList<Passage> Paragraphs) Article(string query, string title, string body, string language)
    {
        var highlighter = Highlighter(query);
        return (highlighter?.Whole(Encoding.UTF8.GetBytes(title), ArticleSources.Title(language)) ?? Plain(title), Paragraphs(highlighter, body, language));
    }

    private static IReadOnlyList<Passage> Paragraphs(Highlighter? highlighter, string body, string language)
    {
        var sources = ArticleSources.Body(language);
        var paragraphs = body.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. paragraphs.Select(paragraph => highlighter?.Whole(Encoding.UTF8.GetBytes(paragraph), sources) ?? Plain(paragraph))];
    }

    private Highlighter? Highlighter(string query)
    {
        if (string.IsNullOrWhiteSpace(query))
            return null;
        var parsed = QueryParser.Parse(query);
        return parsed.IsValid ? new Highlighter(QueryCompiler.Compile(parsed.Root, QueryContext.Search(time)).Query) : null;
    }

    private static Passage Plain(string text) => new(text, [], Score: 0, StartOffset: 0, CutBefore: false, CutAfter: false);
}
