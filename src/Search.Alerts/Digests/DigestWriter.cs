using System.Text;
using Search.Alerts.Scheduling;
using Search.Data.Alerts;
using Search.Data.Articles;

namespace Search.Alerts.Digests;

/// <summary>
/// From a plan and its texts to a message: finds passages, and takes articles off the end until the HTML is within its budget. Reads nothing;
/// the same task gives the same message. Thread-safe.
/// </summary>
internal sealed class DigestWriter(AlertSettings settings)
{
    private readonly DigestComposer _composer = new(settings);
    private readonly ExcerptCache _excerpts = new(new ExcerptFinder());

    /// <summary>Null when an article of the plan is gone: then what is due is to be read again.</summary>
    public WrittenDigest? Write(DigestTask task, DigestTexts texts)
    {
        var began = TimeProvider.System.GetTimestamp();
        var items = new Dictionary<long, DigestItem>();
        foreach (var planned in task.Plan.Articles)
        {
            if (texts.Find(planned) is not { } article)
                return null;
            items.Add(planned.ArticleId, Item(task, planned, article, texts));
        }
        StageTimes.DigestExcerpts.Since(TimeProvider.System, began);
        return Write(task, items);
    }

    /// <summary>What is kept for people who share queries is dropped: a run is over.</summary>
    public void Forget() => _excerpts.Clear();

    private WrittenDigest Write(DigestTask task, Dictionary<long, DigestItem> items)
    {
        var plan = task.Plan;
        while (true)
        {
            var digest = Digest(task, plan, items);
            var message = _composer.Compose(digest);
            var bytes = Encoding.UTF8.GetByteCount(message.Html!);
            if (plan.Articles.Count <= 1 || bytes <= DigestLimits.HtmlBytes)
                return new WrittenDigest(digest, message, plan.Items());
            plan = DigestPlan.Make(task.Alerts, Fewer(plan.Articles.Count, bytes));
        }
    }

    private static int Fewer(int count, int bytes) => Math.Max(1, Math.Min(count - 1, (int)((long)count * DigestLimits.HtmlBytes / bytes)));

    private static Digest Digest(DigestTask task, DigestPlan plan, Dictionary<long, DigestItem> items) => new()
    {
        Id = task.Id,
        Recipient = task.Recipient,
        At = task.At,
        Zone = Zones.Find(task.Alerts[0].Alert.Zone),
        Sections = [.. task.Alerts.Select((alert, at) => Section(task.Recipient, alert, at, plan, items))],
        More = plan.More,
        IsTest = task.IsTest,
    };

    private static DigestSection Section(Recipient recipient, AlertMatches alert, int at, DigestPlan plan, Dictionary<long, DigestItem> items) => new()
    {
        Alert = alert.Alert,
        Subscription = alert.Subscription,
        IsOwner = alert.Alert.OwnerId == recipient.RecipientId,
        Items = [.. plan.Articles.Where(article => article.Section == at).Select(article => items[article.ArticleId] with { OtherOutlets = article.Others.Count })],
        More = plan.MoreOfAlert[at],
        CollectedWhilePaused = alert.Alert.PausedAt is { } paused && alert.Matches.Any(match => match.RecordedAt >= paused && match.RecordedAt < alert.Alert.PauseUntil),
        Heartbeat = alert.Heartbeat,
    };

    private DigestItem Item(DigestTask task, PlannedArticle planned, Article article, DigestTexts texts)
    {
        var hits = new List<AlertHit>();
        var excerpt = Excerpt.Empty;
        foreach (var match in planned.Matches)
        {
            var alert = task.Alerts.First(candidate => candidate.Alert.AlertId == match.AlertId).Alert;
            var (query, zone) = texts.Query(alert, match);
            var found = _excerpts.Find(article, query, zone);
            excerpt = excerpt.Marks.Count == 0 && (found.Excerpt.Marks.Count > 0 || excerpt.Text.Length == 0) ? found.Excerpt : excerpt;
            hits.Add(new AlertHit(alert, found.Reasons, texts.IsOfEarlierQuery(alert, match)));
        }
        return new DigestItem
        {
            Article = article,
            Hits = hits,
            Excerpt = excerpt,
            Changed = task.IsChanged(planned),
            Before = texts.TitleBefore(task.Recipient.RecipientId, planned.ArticleId),
        };
    }
}
