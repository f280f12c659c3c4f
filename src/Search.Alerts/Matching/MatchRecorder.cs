using Search.Alerts.Scheduling;
using Search.Data;
using Search.Data.Alerts;
using Search.Data.Articles;
using Search.Data.Matches;
using Search.Data.Notices;

namespace Search.Alerts.Matching;

/// <summary>
/// Writes what was found as match rows, each once, makes digests due, and notes which alerts can't run and which can again. For a
/// transaction that holds <see cref="DataLock.Matches"/>.
/// </summary>
internal static class MatchRecorder
{
    public static async Task RecordAsync(DataSession session, MatchOutcome outcome, MatchTally tally)
    {
        var concerned = outcome.Found.Select(found => found.Query.AlertId).Concat(outcome.Broken.Select(broken => broken.Query.AlertId)).Distinct();
        var alerts = (await session.Alerts.FindAsync([.. concerned])).Where(alert => alert.DeletedAt is null).ToDictionary(alert => alert.AlertId);
        var pending = new HashSet<long>();
        foreach (var (query, article) in outcome.Found)
        {
            if (!alerts.TryGetValue(query.AlertId, out var alert))
                continue;
            var match = await MatchAsync(session, alert, query, article);
            if (!await session.Matches.AddAsync(match))
                continue;
            tally.Matches++;
            if (match.State == MatchState.Pending)
                pending.Add(alert.AlertId);
        }
        foreach (var alertId in pending)
            await MakeDueAsync(session, alerts[alertId]);
        tally.Unreadable.UnionWith(outcome.Unreadable.Select(pair => $"{pair.Article.Id}: {pair.Reason}"));
        await MarkAsync(session, outcome, alerts, tally);
    }

    private static async Task<Match> MatchAsync(DataSession session, Alert alert, AlertVersion query, Article article) => new()
    {
        AlertId = alert.AlertId,
        ArticleId = article.ArticleId,
        Revision = article.Revision,
        Seq = article.Seq,
        Version = query.Version,
        StoryGroup = article.StoryGroup,
        State = await StateAsync(session, alert, article),
    };

    private static async Task<MatchState> StateAsync(DataSession session, Alert alert, Article article)
    {
        var paused = alert.IsPaused(session.Now) && alert.PauseMode == PauseMode.Discard;
        if (paused || Rate.Parse(alert.Rate).Kind == RateKind.Off)
            return MatchState.Discarded;
        return !alert.TellAgain && await session.Matches.WasToldAsync(alert.AlertId, article.ArticleId) ? MatchState.Repeat : MatchState.Pending;
    }

    /// <summary>A match of an immediate alert makes a digest due; others are due by the clock.</summary>
    private static async Task MakeDueAsync(DataSession session, Alert alert)
    {
        if (Rate.Parse(alert.Rate).Kind != RateKind.Immediate)
            return;
        foreach (var subscription in await session.Subscriptions.LiveOfAlertAsync(alert.AlertId))
        {
            if (subscription.NextDueAt is null)
                await session.Subscriptions.SetDueAsync(subscription.SubscriptionId, DueTimes.AfterMatch(alert, session.Now, subscription.LastDigestAt));
        }
    }

    /// <summary>Notes which alerts can't run. Only the query that stands counts; one that was edited away is past.</summary>
    private static async Task MarkAsync(DataSession session, MatchOutcome outcome, Dictionary<long, Alert> alerts, MatchTally tally)
    {
        foreach (var (query, reason) in outcome.Broken)
        {
            if (!alerts.TryGetValue(query.AlertId, out var alert) || alert.Version != query.Version)
                continue;
            tally.Broken.Add($"{alert.Name}: {reason}");
            if (alert.BrokenReason != reason && await session.Alerts.MarkBrokenAsync(alert.AlertId, reason))
                await TellBrokenAsync(session, alert, reason);
        }
        var broken = outcome.Broken.Select(pair => pair.Query.AlertId).ToHashSet();
        foreach (var alert in outcome.Found.Select(found => found.Query.AlertId).Distinct().Where(alerts.ContainsKey).Select(id => alerts[id]))
        {
            if (alert.BrokenReason is not null && !broken.Contains(alert.AlertId))
                await MendAsync(session, alert.AlertId);
        }
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
