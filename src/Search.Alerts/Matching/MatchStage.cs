using Search.Data;
using Search.Data.Alerts;
using Search.Data.Articles;
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
            DataLock.Matches,
            async session =>
            {
                // Another process was faster, or an alert came meanwhile that covers this batch: read again.
                if (await session.Alerts.CountVersionsAsync() != batch.Versions
                    || !await session.Cursors.AdvanceAsync(Stage.Match, batch.From, batch.To))
                    return;
                await MatchRecorder.RecordAsync(session, outcome, tally);
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
                DataLock.Matches,
                async session =>
                {
                    if (await session.Alerts.AdvanceBackfillAsync(alert.AlertId, from, to))
                        await MatchRecorder.RecordAsync(session, outcome, tally);
                },
                cancellation);
            from = to;
        }
    }

    private static MatchOutcome Covered(MatchOutcome outcome) =>
        outcome with { Found = [.. outcome.Found.Where(found => found.Query.Covers(found.Article.Seq)).OrderBy(found => found.Article.Seq)] };

    private sealed record Batch(long Versions, long From, long To, IReadOnlyList<Article> Articles, IReadOnlyList<AlertVersion> Queries);
}
