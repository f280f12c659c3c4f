using Search.Alerts.Delivery;
using Search.Alerts.Matching;
using Search.Data;
using Search.Data.Alerts;
using Search.Data.Articles;
using Search.Data.Matches;
using Search.Data.Outbox;

namespace Search.Alerts.Digests;

/// <summary>A mail to see what an alert's mail looks like: what the query would have found lately, to the owner. Nothing is counted as told.</summary>
public sealed class TestMail(Database database, AlertSettings settings)
{
    private readonly DigestWriter _writer = new(settings);

    /// <summary>Queues the mail and returns its id in the outbox; null, with the reason, when there is nothing to show or nobody to show it to.</summary>
    public async Task<(long? OutboxId, string? Reason)> QueueAsync(long alertId, CancellationToken cancellation = default)
    {
        var (alert, owner) = await database.ReadAsync(session => FindAsync(session, alertId), cancellation);
        if (alert is null || owner is null)
            return (null, "there is no such alert");
        var agreed = await database.ReadAsync(session => session.Consents.FindAsync(owner.RecipientId, owner.RecipientId), cancellation);
        if (!owner.Reachable || agreed?.ConfirmedAt is null || (settings.PublicUrl is null && !owner.Operator))
            return (null, $"{owner.Address} gets no mail");
        var preview = await new QueryPreview(database).RunAsync(alert.Query, alert.Filters, alert.Zone, cancellation: cancellation);
        if (preview.Newest.Count == 0)
            return (null, preview.Refusal ?? "the query found nothing in the last 30 days");
        return (await database.WriteAsync(session => QueueAsync(session, alert, owner, preview.Newest), cancellation), null);
    }

    private static async Task<(Alert? Alert, Recipient? Owner)> FindAsync(DataSession session, long alertId)
    {
        var alert = await session.Alerts.FindAsync(alertId);
        return (alert, alert is null ? null : await session.Recipients.FindAsync(alert.OwnerId));
    }

    private async Task<long?> QueueAsync(DataSession session, Alert alert, Recipient owner, IReadOnlyList<Article> articles)
    {
        // No article is taken down between our reading and our storing.
        await session.LockAsync(DataLock.Matches);
        var subscription = (await session.Subscriptions.OfAlertAsync(alert.AlertId)).FirstOrDefault(other => other.RecipientId == owner.RecipientId);
        if (subscription is null)
            return null;
        var matches = articles.Select(article => AsMatch(alert, article)).ToList();
        var found = new AlertMatches(alert, subscription, matches, new HashSet<long>(), new HashSet<long>());
        var task = DigestTask.Of(owner, [found], DigestPlan.Make([found]), Guid.NewGuid().ToString("N"), session.Now) with { IsTest = true };
        var written = _writer.Write(task, await DigestTexts.ReadAsync(session, new ArticleCache(), [task]));
        _writer.Forget();
        return written is null ? null : await session.Outbox.AddAsync(Draft(session, owner, written));
    }

    private static Match AsMatch(Alert alert, Article article) => new()
    {
        MatchId = article.Seq,
        AlertId = alert.AlertId,
        ArticleId = article.ArticleId,
        Revision = article.Revision,
        Seq = article.Seq,
        Version = alert.Version,
        StoryGroup = article.StoryGroup,
        State = MatchState.Pending,
    };

    private OutboxDraft Draft(DataSession session, Recipient owner, WrittenDigest written) =>
        Posting.Draft(settings, written.Message, written.Digest.Id, OutboxKind.Test, owner.RecipientId, session.Now) with
        {
            AlertCount = 1,
            ArticleCount = written.Digest.Articles,
        };
}
