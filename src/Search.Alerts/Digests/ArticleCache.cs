using Search.Data;
using Search.Data.Articles;

namespace Search.Alerts.Digests;

/// <summary>Article revisions by sequence number, each read once while they fit into the budget: many people are told of the same ones. Not thread-safe.</summary>
internal sealed class ArticleCache
{
    private const long BudgetCharacters = 16_000_000;

    private readonly Dictionary<long, Article> _articles = [];
    private long _characters;

    /// <summary>Those of the numbers that are there, in a table of their own.</summary>
    public async Task<IReadOnlyDictionary<long, Article>> ReadAsync(DataSession session, IReadOnlyCollection<long> seqs)
    {
        var articles = new Dictionary<long, Article>(seqs.Count);
        var missing = new List<long>();
        foreach (var seq in seqs)
        {
            if (_articles.TryGetValue(seq, out var known))
                articles[seq] = known;
            else
                missing.Add(seq);
        }
        foreach (var article in await session.Articles.BySeqAsync(missing))
        {
            articles[article.Seq] = article;
            Keep(article);
        }
        return articles;
    }

    private void Keep(Article article)
    {
        _characters += article.Title.Length + article.Body.Length;
        if (_characters > BudgetCharacters)
        {
            _articles.Clear();
            _characters = article.Title.Length + article.Body.Length;
        }
        _articles[article.Seq] = article;
    }
}
