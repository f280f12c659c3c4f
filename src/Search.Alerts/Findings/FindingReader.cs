using Search.Alerts.Digests;
using Search.Data;
using Search.Data.Alerts;
using Search.Data.Articles;
using Search.Data.Matches;

namespace Search.Alerts.Findings;

/// <summary>Matches of an alert to what is told of them, the same for webhooks and feeds. Thread-safe.</summary>
internal sealed class FindingReader
{
    private readonly ExcerptFinder _excerpts = new();

    /// <summary>In the order of the matches; an article once, in its last revision among them; without what was taken down.</summary>
    public async Task<IReadOnlyList<Finding>> ReadAsync(DataSession session, Alert alert, IReadOnlyList<Match> matches)
    {
        var last = matches.GroupBy(match => match.ArticleId).Select(article => article.MaxBy(match => match.Revision)!).ToList();
        var articles = (await session.Articles.BySeqAsync([.. last.Select(match => match.Seq)])).ToDictionary(article => article.Seq);
        var queries = (await session.Alerts.VersionsAsync(alert.AlertId)).ToDictionary(version => version.Version, version => version.Query);
        return [.. last.Where(match => articles.ContainsKey(match.Seq)).Select(match => Find(alert, articles[match.Seq], queries.GetValueOrDefault(match.Version, alert.Query)))];
    }

    private Finding Find(Alert alert, Article article, string query)
    {
        if (alert.Discreet)
            return new Finding(article, Excerpt.Empty, []);
        var (excerpt, reasons) = _excerpts.Find(article, query, alert.Zone);
        return new Finding(article, excerpt, reasons);
    }
}
