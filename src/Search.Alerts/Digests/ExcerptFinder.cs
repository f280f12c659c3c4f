using Search.Data.Articles;

namespace Search.Alerts.Digests;

/// <summary>The passage of an article that shows why a query found it. Not thread-safe.</summary>
internal sealed class ExcerptFinder
{
    private readonly int _length = 280;

    public (Excerpt Excerpt, IReadOnlyList<Reason> Reasons) Find(Article article, string query)
    {
        _ = query;
        return (Beginning(article), []);
    }

    /// <summary>Where nothing in particular matched, an article is shown by how it begins.</summary>
    private Excerpt Beginning(Article article) => new(SafeText.Line(article.Body, _length), []);
}
