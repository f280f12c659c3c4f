using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Search.Data;
using Search.Data.Articles;
using Search.Lucene;
using Search.Queries.Searching;
using Search.Web.Hosting;
using Search.Web.Pages;

namespace Search.Web.Endpoints;

/// <summary>The page of one article.</summary>
internal static class ArticleEndpoints
{
    public static void MapArticles(this IEndpointRouteBuilder app) => app.MapGet("/articles/{id}", ShowAsync);

    private static async Task<RazorComponentResult> ShowAsync(string id, HttpContext context, Database database, ArticleHighlighter highlighter, ArticleSearcher searcher)
    {
        var model = await LoadAsync(id, context, database, searcher);
        if (model is null)
            return View.NotFound("article");
        var article = model.Article;
        return View.Of<ArticlePage>(
            article.DeletedAt is null ? StatusCodes.Status200OK : StatusCodes.Status410Gone,
            (nameof(ArticlePage.Model), model with
            {
                Title = highlighter.Title(model.Text, article.Title.Length > 0 ? article.Title : "(no title)", article.Language ?? ""),
                Paragraphs = highlighter.Paragraphs(model.Text, article.Body, article.Language ?? ""),
            }));
    }

    private static async Task<ArticleModel?> LoadAsync(string id, HttpContext context, Database database, ArticleSearcher searcher)
    {
        await using var data = await database.BeginReadAsync(context.RequestAborted);
        var current = await data.Articles.FindAsync(id);
        if (current is null)
            return null;
        var article = await RequestedRevisionAsync(data, current, context.Request.Query["revision"]);
        if (article is null)
            return null;
        var story = await data.Articles.StoryAsync(current.StoryGroup);
        return new ArticleModel
        {
            Article = article,
            Text = context.Request.Query["q"].ToString(),
            Revisions = current.DeletedAt is null ? await data.Articles.RevisionsAsync(current.ArticleId) : [],
            Elsewhere = [.. story.Where(other => other.ArticleId != current.ArticleId).Take(20)],
            Similar = current.DeletedAt is null && !PublicHost.IsOutside(context) ? Similar(current, story, searcher, context.RequestAborted) : [],
        };
    }

    /// <summary>None for an article that the index does not have yet, and none where the index is damaged: the article itself is in the database.</summary>
    private static IReadOnlyList<ArticleHit> Similar(Article article, IReadOnlyList<Article> story, ArticleSearcher searcher, CancellationToken cancellationToken)
    {
        try
        {
            return searcher.Similar(new SimilarRequest(article.Id) { Except = [.. story.Select(other => other.Id)] }, cancellationToken)?.Hits ?? [];
        }
        catch (CorruptIndexException)
        {
            return [];
        }
    }

    private static async Task<Article?> RequestedRevisionAsync(DataSession data, Article current, string? revision) =>
        current.DeletedAt is null && int.TryParse(revision, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? await data.Articles.FindAsync(current.Id, number)
            : current;
}
