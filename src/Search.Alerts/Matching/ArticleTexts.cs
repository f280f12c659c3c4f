using Search.Data.Articles;
using Search.Queries.Articles;

namespace Search.Alerts.Matching;

/// <summary>A row of the database, or what may become one, as what the index takes of it.</summary>
internal static class ArticleTexts
{
    public static ArticleText Of(Article article) => new()
    {
        Id = article.Id,
        Seq = article.Seq,
        Url = article.Url ?? "",
        Title = article.Title,
        Body = article.Body,
        Author = article.Author ?? "",
        Source = article.Source ?? "",
        Language = article.Language ?? "",
        Published = article.Published,
        Seen = article.Seen,
        Tags = article.Tags,
    };

    public static ArticleText Of(ArticleDraft draft, DateTimeOffset seen) => new()
    {
        Id = draft.Id ?? draft.Url ?? "",
        Seq = 0,
        Url = draft.Url ?? "",
        Title = draft.Title,
        Body = draft.Body,
        Author = draft.Author ?? "",
        Source = draft.Source ?? "",
        Language = draft.Language ?? "",
        Published = draft.Published,
        Seen = seen,
        Tags = draft.Tags,
    };
}
