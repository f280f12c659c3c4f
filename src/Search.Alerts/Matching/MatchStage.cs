using Search.Data;
using Search.Data.Alerts;
using Search.Data.Articles;
using Search.Data.Stages;
using Search.Queries.Articles;

namespace Search.Alerts.Matching;

/// <summary>
/// Reads article revisions after its cursor, finds the alerts that match, and records each match once, with the new cursor in the same
/// transaction: killed anywhere it starts again where it was, and several processes at once double nothing. Each version of a query covers
/// its own stretch of the ingest sequence. The queries stay in memory from run to run. Not thread-safe.
/// </summary>
public sealed class MatchStage
{
    private const int ReadRows = 256;

    // Of a backlog more at once: matches of many articles for one alert lie side by side, so that fewer pages are written.
    private const int MostRows = 1_024;
    private const int MostCharacters = 8_000_000;

    private readonly Database _database;
    private readonly AlertPercolator _percolator;
    private readonly ArticleMatcher _match;

    /// <param name="database">Articles, alerts and matches.</param>
    /// <param name="shared">Where the index's reader of the same rows leaves documents, and finds them; null for alone.</param>
    public MatchStage(Database database, SharedDocuments? shared = null)
        : this(database, new AlertPercolator(shared))
    {
    }

    /// <param name="database">Articles, alerts and matches.</param>
    /// <param name="percolator">Kept up with the alerts by the stage.</param>
    /// <param name="match">What matches a batch in place of the percolator; null for itself.</param>
    internal MatchStage(Database database, AlertPercolator percolator, ArticleMatcher? match = null)
    {
        _database = database;
        _percolator = percolator;
        _match = match ?? percolator.Match;
    }

    /// <summary>Reads the queries, or what changed of them, so that the next article need not wait for that. Returns how many versions are kept.</summary>
    public async Task<int> PrepareAsync(CancellationToken cancellation = default)
    {
        await using var session = await _database.BeginReadAsync(cancellation);
        await _percolator.FollowAsync(session, await session.Cursors.ReadAsync(Stage.Match));
        return _percolator.Count;
    }

    /// <summary>Matches everything that is there, and the past of new alerts.</summary>
    public Task<MatchReport> RunAsync(CancellationToken cancellation = default) => RunAsync(new MatchTally(), cancellation);

    /// <summary>The same, as the rest of a run that has counted some already.</summary>
    internal async Task<MatchReport> RunAsync(MatchTally tally, CancellationToken cancellation)
    {
        await RunToAsync(long.MaxValue, tally, cancellation);
        foreach (var alert in await _database.ReadAsync(session => session.Alerts.BackfillsAsync(), cancellation))
            await BackfillAsync(alert, tally, cancellation);
        return tally.Report;
    }

    /// <summary>Matches what is there up to a number of the ingest sequence, and no past. What is committed counts, also when it fails then.</summary>
    internal async Task<MatchReport> RunToAsync(long to, MatchTally tally, CancellationToken cancellation)
    {
        while (await RunBatchAsync(tally, to, cancellation))
        {
        }
        return tally.Report;
    }

    /// <summary>False when there was nothing to do.</summary>
    private async Task<bool> RunBatchAsync(MatchTally tally, long to, CancellationToken cancellation)
    {
        var batch = await _database.ReadAsync(session => ReadBatchAsync(session, to), cancellation);
        if (batch.Articles.Count == 0)
            return false;
        var outcome = _match(batch.Articles, cancellation);
        CrashPoints.Reach("match-read");
        var counted = new MatchTally();
        await _database.WriteAsync(
            DataLock.Matches,
            async session =>
            {
                // Another process was faster, or an alert came meanwhile that covers this batch: read again.
                if (await _percolator.MissesAsync(session, batch.To) || !await session.Cursors.AdvanceAsync(Stage.Match, batch.From, batch.To))
                    return;
                counted = new MatchTally { Articles = batch.Articles.Count };
                await MatchRecorder.RecordAsync(session, outcome, counted);
                CrashPoints.Reach("match-recorded");
            },
            cancellation);
        tally.Add(counted);
        CrashPoints.Reach("match-committed");
        return true;
    }

    private async Task<Batch> ReadBatchAsync(DataSession session, long to)
    {
        var from = await session.Cursors.ReadAsync(Stage.Match);
        var articles = await ReadArticlesAsync(session, from, to);
        if (articles.Count == 0)
            return new Batch(from, from, articles);
        await _percolator.FollowAsync(session, from);
        return new Batch(from, articles[^1].Seq, articles);
    }

    private static async Task<List<Article>> ReadArticlesAsync(DataSession session, long from, long to)
    {
        var (articles, characters) = (new List<Article>(), 0L);
        while (from < to && articles.Count < MostRows && characters < MostCharacters)
        {
            var read = await session.Articles.ReadAfterAsync(from, ReadRows);
            articles.AddRange(read.TakeWhile(article => article.Seq <= to));
            characters += read.Sum(article => (long)article.Body.Length);
            if (read.Count < ReadRows)
                break;
            from = read[^1].Seq;
        }
        return articles;
    }

    private async Task BackfillAsync(Alert alert, MatchTally tally, CancellationToken cancellation)
    {
        var from = alert.BackfillSeq!.Value;
        var matcher = new BatchMatcher(await _database.ReadAsync(session => session.Alerts.VersionsAsync(alert.AlertId), cancellation));
        while (from < alert.BackfillUntil)
        {
            var articles = await _database.ReadAsync(session => session.Articles.ReadAfterAsync(from, ReadRows), cancellation);
            var past = articles.TakeWhile(article => article.Seq <= alert.BackfillUntil).ToList();
            var to = past.Count < articles.Count || articles.Count == 0 ? alert.BackfillUntil.Value : past[^1].Seq;
            var outcome = matcher.Match(past, cancellation);
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

    private sealed record Batch(long From, long To, IReadOnlyList<Article> Articles);
}
