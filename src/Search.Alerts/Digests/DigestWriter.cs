using Search.Alerts.Scheduling;
using Search.Data;
using Search.Data.Alerts;
using Search.Data.Articles;
using Search.Data.Matches;

namespace Search.Alerts.Digests;

/// <summary>From matches to a message: plans, fetches the articles, finds passages, and takes articles off the end until the HTML is within its budget.</summary>
internal sealed class DigestWriter(AlertSettings settings)
{
    private readonly DigestComposer _composer = new(settings);
    private readonly ExcerptFinder _excerpts = new();

    /// <summary>Null when there is nothing to show.</summary>
    public async Task<WrittenDigest?> WriteAsync(
        DataSession session, Recipient recipient, IReadOnlyList<AlertMatches> alerts, string digestId, bool isTest)
    {
        var plan = DigestPlan.Make(alerts);
        if (plan.Articles.Count == 0)
            return null;
        var items = new Dictionary<long, DigestItem>();
        foreach (var planned in plan.Articles)
            items.Add(planned.ArticleId, await ItemAsync(session, alerts, planned));
        var digest = Digest(session, recipient, alerts, digestId, isTest, plan, items);
        while (plan.Articles.Count > 1 && _composer.HtmlBytes(digest) > DigestLimits.HtmlBytes)
        {
            plan = DigestPlan.Make(alerts, Fewer(plan.Articles.Count, _composer.HtmlBytes(digest)));
            digest = Digest(session, recipient, alerts, digestId, isTest, plan, items);
        }
        return new WrittenDigest(digest, _composer.Compose(digest), plan.Items());
    }

    private static int Fewer(int count, int bytes) => Math.Max(1, Math.Min(count - 1, (int)((long)count * DigestLimits.HtmlBytes / bytes)));

    private static Digest Digest(
        DataSession session, Recipient recipient, IReadOnlyList<AlertMatches> alerts, string digestId, bool isTest, DigestPlan plan, Dictionary<long, DigestItem> items) => new()
        {
            Id = digestId,
            Recipient = recipient,
            At = DateTimeOffset.FromUnixTimeSeconds(session.Now.ToUnixTimeSeconds()),
            Zone = Zones.Find(alerts[0].Alert.Zone),
            Sections = [.. alerts.Select((alert, at) => Section(recipient, alert, at, plan, items))],
            More = plan.More,
            IsTest = isTest,
        };

    private static DigestSection Section(Recipient recipient, AlertMatches alert, int at, DigestPlan plan, Dictionary<long, DigestItem> items) => new()
    {
        Alert = alert.Alert,
        Subscription = alert.Subscription,
        IsOwner = alert.Alert.OwnerId == recipient.RecipientId,
        Items = [.. plan.Articles.Where(article => article.Section == at).Select(article => items[article.ArticleId] with { OtherOutlets = article.Others.Count })],
        More = plan.MoreOfAlert[at],
    };

    private async Task<DigestItem> ItemAsync(DataSession session, IReadOnlyList<AlertMatches> alerts, PlannedArticle planned)
    {
        var article = (await session.Articles.RevisionAsync(planned.ArticleId, planned.Revision))!;
        var hits = new List<AlertHit>();
        var excerpt = Excerpt.Empty;
        foreach (var match in planned.Matches)
        {
            var alert = alerts.First(candidate => candidate.Alert.AlertId == match.AlertId).Alert;
            var query = await QueryAsync(session, alert, match);
            var found = _excerpts.Find(article, query, alert.Zone);
            excerpt = excerpt.Marks.Count == 0 && (found.Excerpt.Marks.Count > 0 || excerpt.Text.Length == 0) ? found.Excerpt : excerpt;
            hits.Add(new AlertHit(alert, found.Reasons, match.Version < alert.Version));
        }
        return new DigestItem { Article = article, Hits = hits, Excerpt = excerpt, Changed = IsChanged(alerts, planned, article) };
    }

    private static bool IsChanged(IReadOnlyList<AlertMatches> alerts, PlannedArticle planned, Article article) =>
        article.Revision > 1 && alerts.Any(alert => alert.ToldArticles.Contains(planned.ArticleId));

    private static async Task<string> QueryAsync(DataSession session, Alert alert, Match match)
    {
        if (match.Version == alert.Version)
            return alert.Query;
        var versions = await session.Alerts.VersionsAsync(alert.AlertId);
        return versions.FirstOrDefault(version => version.Version == match.Version)?.Query ?? alert.Query;
    }
}
