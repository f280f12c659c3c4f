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
    /// <summary>They stand below the article, which is not to wait for them.</summary>
    private static readonly TimeSpan SimilarTime = TimeSpan.FromSeconds(1);

    public static void MapArticles(this IEndpointRouteBuilder app) => app.MapGet("/articles/{id}", ShowAsync);

    private static async Task<RazorComponentResult> ShowAsync(string id, HttpContext context, Database database, ArticleHighlighter highlighter, ArticleSearcher searcher)
    {
        var model = await LoadAsync(id, context, database);
        if (model is null)
            return View.NotFound("article");
        var article = model.Article;
        var (title, paragraphs) = highlighter.Article(model.Text, article.Title.Length > 0 ? article.Title : "(no title)", article.Body, article.Language ?? "");
        return View.Of<ArticlePage>(
            article.DeletedAt is null ? StatusCodes.Status200OK : StatusCodes.Status410Gone,
            (nameof(ArticlePage.Model), model with
            {
                Title = title,
                Paragraphs = paragraphs,
                Similar = article.DeletedAt is null && !PublicHost.IsOutside(context) ? Similar(model, searcher, context.RequestAborted) : [],
            }));
    }

    private static async Task<ArticleModel?> LoadAsync(string id, HttpContext context, Database database)
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
            Story = [.. story.Where(other => other.ArticleId != current.ArticleId)],
        };
    }

    /// <summary>None for an article that the index does not have yet, and none where the index is damaged: the article itself is in the database.</summary>
    private static IReadOnlyList<ArticleHit> Similar(ArticleModel model, ArticleSearcher searcher, CancellationToken cancellationToken)
    {
        try
        {
            var request = new SimilarRequest(model.Article.Id) { Except = [.. model.Story.Select(other => other.Id)], TimeLimit = SimilarTime };
            return searcher.Similar(request, cancellationToken)?.Hits ?? [];
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
