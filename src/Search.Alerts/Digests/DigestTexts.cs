using Search.Data;
using Search.Data.Alerts;
using Search.Data.Articles;
using Search.Data.Matches;

namespace Search.Alerts.Digests;

/// <summary>
/// What mails quote beside their alerts: article revisions, queries as they stood, titles that were told before. Read at once for many mails;
/// immutable then.
/// </summary>
internal sealed class DigestTexts
{
    private readonly IReadOnlyDictionary<long, Article> _articles;
    private readonly Dictionary<(long Alert, int Version), AlertVersion> _versions = [];
    private readonly Dictionary<(long Recipient, long Article), string> _titles = [];

    private DigestTexts(IReadOnlyDictionary<long, Article> articles) => _articles = articles;

    public static async Task<DigestTexts> ReadAsync(DataSession session, ArticleCache cache, IReadOnlyCollection<DigestTask> tasks)
    {
        var planned = tasks.SelectMany(task => task.Plan.Articles, (task, article) => (Task: task, Article: article)).ToList();
        var texts = new DigestTexts(await cache.ReadAsync(session, [.. planned.Select(pair => pair.Article.Newest.Seq).Distinct()]));
        foreach (var task in tasks)
            await texts.ReadQueriesAsync(session, task);
        foreach (var (task, article) in planned.Where(pair => pair.Task.IsChanged(pair.Article)))
            await texts.ReadTitleAsync(session, task.Recipient.RecipientId, article.ArticleId);
        return texts;
    }

    /// <summary>The revision that a planned article is shown in; null when it was taken down meanwhile.</summary>
    public Article? Find(PlannedArticle planned) => _articles.GetValueOrDefault(planned.Newest.Seq);

    /// <summary>The query that found a match, and the zone that its days are of.</summary>
    public (string Query, string Zone) Query(Alert alert, Match match) =>
        _versions.TryGetValue((alert.AlertId, match.Version), out var version) ? (version.Query, version.Zone) : (alert.Query, alert.Zone);

    /// <summary>It was found by a query that was edited since. One that only moved to another zone is the same to its reader.</summary>
    public bool IsOfEarlierQuery(Alert alert, Match match) =>
        _versions.TryGetValue((alert.AlertId, match.Version), out var version) && (version.Query != alert.Query || version.Filters != alert.Filters);

    /// <summary>The title of which a person was told last; null when it is not known.</summary>
    public string? TitleBefore(long recipientId, long articleId) => _titles.GetValueOrDefault((recipientId, articleId));

    private async Task ReadQueriesAsync(DataSession session, DigestTask task)
    {
        var edited = task.Alerts.Where(alert => alert.Matches.Any(match => match.Version != alert.Alert.Version && !_versions.ContainsKey((match.AlertId, match.Version))));
        foreach (var alertId in edited.Select(alert => alert.Alert.AlertId).ToList())
        {
            foreach (var version in await session.Alerts.VersionsAsync(alertId))
                _versions[(alertId, version.Version)] = version;
        }
    }

    private async Task ReadTitleAsync(DataSession session, long recipientId, long articleId)
    {
        if (await session.Outbox.ToldRevisionAsync(recipientId, articleId) is { } revision && await session.Articles.RevisionAsync(articleId, revision) is { } before)
            _titles[(recipientId, articleId)] = before.Title;
    }
}
