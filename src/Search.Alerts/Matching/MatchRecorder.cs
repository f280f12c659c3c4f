using Search.Alerts.Scheduling;
using Search.Data;
using Search.Data.Alerts;
using Search.Data.Articles;
using Search.Data.Matches;
using Search.Data.Notices;

namespace Search.Alerts.Matching;

/// <summary>
/// Writes what was found as match rows, each once, makes digests due, and notes which alerts can't run and which can again; a few statements
/// however much was found. For a transaction that holds <see cref="DataLock.Matches"/>.
/// </summary>
internal static class MatchRecorder
{
    public static async Task RecordAsync(DataSession session, MatchOutcome outcome, MatchTally tally)
    {
        var added = await session.Matches.AddAsync([.. outcome.Found.Select(found => Row(found.Query, found.Article))]);
        tally.Matches += added.Count;
        await MakeDueAsync(session, added);
        tally.Unreadable.UnionWith(outcome.Unreadable.Select(pair => $"{pair.Article.Id}: {pair.Reason}"));
        if (outcome.Broken.Count > 0)
            await MarkAsync(session, outcome, tally);
        if (outcome.Found.Count > 0)
            await MendAsync(session, outcome);
    }

    private static FoundMatch Row(QueryStretch query, Article article) =>
        new(query.AlertId, article.ArticleId, article.Revision, article.Seq, query.Version, article.StoryGroup);

    /// <summary>A match of an immediate alert makes a digest due; others are due by the clock.</summary>
    private static async Task MakeDueAsync(DataSession session, IReadOnlyList<AddedMatch> added)
    {
        var pending = added.Where(match => match.State == MatchState.Pending).Select(match => match.AlertId).ToHashSet();
        var waiting = await session.Subscriptions.WithNothingDueAsync(pending);
        await session.Subscriptions.SetDueAsync(waiting.Select(one => (one.SubscriptionId, DueTimes.AfterMatch(Schedule.Of(one), session.Now, one.LastDigestAt))));
    }

    /// <summary>Notes which alerts can't run. Only the query that stands counts; one that was edited away is past.</summary>
    private static async Task MarkAsync(DataSession session, MatchOutcome outcome, MatchTally tally)
    {
        var found = await session.Alerts.FindAsync([.. outcome.Broken.Select(broken => broken.Query.AlertId).Distinct()]);
        var alerts = found.Where(alert => alert.DeletedAt is null).ToDictionary(alert => alert.AlertId);
        foreach (var (query, reason) in outcome.Broken)
        {
            if (!alerts.TryGetValue(query.AlertId, out var alert) || alert.Version != query.Version)
                continue;
            tally.Broken.Add($"{alert.Name}: {reason}");
            if (alert.BrokenReason != reason && await session.Alerts.MarkBrokenAsync(alert.AlertId, reason))
                await TellBrokenAsync(session, alert, reason);
        }
    }

    /// <summary>What found something can run.</summary>
    private static async Task MendAsync(DataSession session, MatchOutcome outcome)
    {
        var marked = await session.Alerts.BrokenAsync();
        if (marked.Count == 0)
            return;
        var broken = outcome.Broken.Select(pair => pair.Query.AlertId).ToHashSet();
        var working = outcome.Found.Select(found => found.Query.AlertId).Where(id => !broken.Contains(id)).ToHashSet();
        foreach (var alertId in marked.Where(working.Contains))
            await MendAsync(session, alertId);
    }

    /// <summary>Notes that a query that couldn't run can again.</summary>
    public static async Task MendAsync(DataSession session, long alertId)
    {
        await session.Alerts.MarkMendedAsync(alertId);
        await session.AlertEvents.AddAsync(alertId, AlertEventKind.Mended);
    }

    /// <summary>The owner is told once, when it breaks.</summary>
    private static async Task TellBrokenAsync(DataSession session, Alert alert, string reason)
    {
        await session.AlertEvents.AddAsync(alert.AlertId, AlertEventKind.Broken, reason);
        await session.Notices.AddAsync(new Notice
        {
            RecipientId = alert.OwnerId,
            Kind = NoticeKind.AlertBroken,
            AlertId = alert.AlertId,
            About = alert.Name,
            Detail = reason,
        });
    }
}
