using Search.Data.Articles;
using Search.Lucene.Highlighting;
using Search.Queries.Searching;

namespace Search.Web.Pages;

/// <summary>What an article's page shows.</summary>
public sealed record ArticleModel
{
    public required Article Article { get; init; }

    /// <summary>The query that led here.</summary>
    public string Text { get; init; } = "";

    /// <summary>The headline with what matched in it.</summary>
    public Passage? Title { get; init; }

    /// <summary>The body's paragraphs, each with what matched in it.</summary>
    public IReadOnlyList<Passage> Paragraphs { get; init; } = [];

    public IReadOnlyList<Article> Revisions { get; init; } = [];

    /// <summary>Other articles of the same story.</summary>
    public IReadOnlyList<Article> Story { get; init; } = [];

    /// <summary>Articles about the same things, of other stories.</summary>
    public IReadOnlyList<ArticleHit> Similar { get; init; } = [];

    /// <summary>The article's address when a browser may follow it.</summary>
    public string? WebAddress =>
        Uri.TryCreate(Article.Url, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") ? uri.AbsoluteUri : null;
}
