using Search.Alerts.Scheduling;
using Search.Data;
using Search.Data.Alerts;
using Search.Data.Articles;
using Search.Data.Matches;
using Search.Data.Notices;
using Search.Data.Stages;

namespace Search.Alerts.Matching;

/// <summary>
/// Reads article revisions after its cursor, finds the alerts that match, and records each match once, with the new cursor in the same
/// transaction: killed anywhere it starts again where it was, and several processes at once double nothing. Each version of a query covers
/// its own stretch of the ingest sequence.
/// </summary>
public sealed class MatchStage
{
    private const int BatchRows = 256;

    private readonly Database _database;
    private readonly ArticleMatcher _match;

    public MatchStage(Database database)
        : this(database, new BatchMatcher().Match)
    {
    }

    internal MatchStage(Database database, ArticleMatcher match)
    {
        _database = database;
        _match = match;
    }

    /// <summary>Matches everything that is there, and the past of new alerts.</summary>
    public async Task<MatchReport> RunAsync(CancellationToken cancellation = default)
    {
        var tally = new MatchTally();
        while (await RunBatchAsync(tally, cancellation))
        {
        }
        foreach (var alert in await _database.ReadAsync(session => session.Alerts.BackfillsAsync(), cancellation))
            await BackfillAsync(alert, tally, cancellation);
        return tally.Report;
    }

    /// <summary>False when there was nothing to do.</summary>
    private async Task<bool> RunBatchAsync(MatchTally tally, CancellationToken cancellation)
    {
        var batch = await _database.ReadAsync(ReadBatchAsync, cancellation);
        if (batch.Articles.Count == 0)
            return false;
        var outcome = Covered(_match(batch.Articles, batch.Queries, cancellation));
        CrashPoints.Reach("match-read");
        await _database.WriteAsync(
            async session =>
            {
                await session.LockAsync(DataLock.Matches);
                // Another process was faster, or an alert came meanwhile that covers this batch: read again.
                if (await session.Alerts.CountVersionsAsync() != batch.Versions
                    || !await session.Cursors.AdvanceAsync(Stage.Match, batch.From, batch.To))
                    return;
                await RecordAsync(session, outcome, tally);
                tally.Articles += batch.Articles.Count;
                CrashPoints.Reach("match-recorded");
            },
            cancellation);
        CrashPoints.Reach("match-committed");
        return true;
    }

    private static async Task<Batch> ReadBatchAsync(DataSession session)
    {
        var versions = await session.Alerts.CountVersionsAsync();
        var from = await session.Cursors.ReadAsync(Stage.Match);
        var articles = await session.Articles.ReadAfterAsync(from, BatchRows);
        var to = articles.Count == 0 ? from : articles[^1].Seq;
        var queries = articles.Count == 0 ? [] : await session.Alerts.VersionsCoveringAsync(from, to);
        return new Batch(versions, from, to, articles, queries);
    }

    private async Task BackfillAsync(Alert alert, MatchTally tally, CancellationToken cancellation)
    {
        var from = alert.BackfillSeq!.Value;
        while (from < alert.BackfillUntil)
        {
            var (articles, queries) = await _database.ReadAsync(
                async session => (await session.Articles.ReadAfterAsync(from, BatchRows), await session.Alerts.VersionsAsync(alert.AlertId)), cancellation);
            var past = articles.TakeWhile(article => article.Seq <= alert.BackfillUntil).ToList();
            var to = past.Count < articles.Count || articles.Count == 0 ? alert.BackfillUntil.Value : past[^1].Seq;
            var outcome = Covered(_match(past, queries, cancellation));
            await _database.WriteAsync(
                async session =>
                {
                    await session.LockAsync(DataLock.Matches);
                    if (await session.Alerts.AdvanceBackfillAsync(alert.AlertId, from, to))
                        await RecordAsync(session, outcome, tally);
                },
                cancellation);
            from = to;
        }
    }

    private static MatchOutcome Covered(MatchOutcome outcome) =>
        outcome with { Found = [.. outcome.Found.Where(found => found.Query.Covers(found.Article.Seq)).OrderBy(found => found.Article.Seq)] };

    private static async Task RecordAsync(DataSession session, MatchOutcome outcome, MatchTally tally)
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
            {
                await session.Alerts.MarkMendedAsync(alert.AlertId);
                await session.AlertEvents.AddAsync(alert.AlertId, AlertEventKind.Mended);
            }
        }
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

    private sealed record Batch(long Versions, long From, long To, IReadOnlyList<Article> Articles, IReadOnlyList<AlertVersion> Queries);
}
