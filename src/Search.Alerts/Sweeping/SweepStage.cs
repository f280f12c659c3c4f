using System.Globalization;
using Search.Alerts.Matching;
using Search.Data;
using Search.Data.Alerts;
using Search.Data.Stages;
using Search.Queries.Searching;

namespace Search.Alerts.Sweeping;

/// <summary>
/// The check on matching: every saved query is run against the index, over what arrived since the last sweep, and compared with the match
/// rows. What matching missed is recorded, told like any other match, and reported as a fault. Killed anywhere it starts again where
/// it was. Revisions that a later one has replaced are no longer in the index, and are not looked at.
/// </summary>
public sealed class SweepStage(Database database, ArticleSearcher searcher)
{
    private const int AlertsAtOnce = 200;

    /// <summary>Sweeps from the last sweep's end, or from the first article.</summary>
    /// <param name="whole">True to start from the first article whatever was swept before.</param>
    /// <param name="cancellation">Ends it between two queries; what was recorded stays, and the next sweep looks at the same stretch again.</param>
    public async Task<SweepReport> RunAsync(bool whole = false, CancellationToken cancellation = default)
    {
        var (swept, matched) = await database.ReadAsync(
            async session => (await session.Cursors.ReadAsync(Stage.Sweep), await session.Cursors.ReadAsync(Stage.Match)), cancellation);
        var after = whole ? 0 : swept;
        // What neither the index nor matching has reached yet is the next sweep's.
        var to = Math.Min(searcher.Cursor, matched);
        var sweep = new Sweep(database, searcher, after, to);
        if (to <= after)
            return sweep.Report;
        await sweep.RunAsync(cancellation);
        if (to > swept)
            await database.WriteAsync(session => session.Cursors.AdvanceAsync(Stage.Sweep, swept, to), cancellation);
        return sweep.Report;
    }

    private sealed class Sweep(Database database, ArticleSearcher searcher, long after, long to)
    {
        private readonly MatchTally _tally = new();
        private readonly List<string> _faults = [];
        private int _alerts;

        public SweepReport Report => new(_alerts, after, to, _tally.Matches, [.. _tally.Broken]) { Faults = _faults };

        public async Task RunAsync(CancellationToken cancellation)
        {
            var versions = await database.ReadAsync(session => session.Alerts.VersionsCoveringAsync(after, to), cancellation);
            foreach (var chunk in versions.GroupBy(version => version.AlertId).Chunk(AlertsAtOnce))
            {
                var alerts = (await database.ReadAsync(session => session.Alerts.FindAsync([.. chunk.Select(group => group.Key)]), cancellation))
                    .ToDictionary(alert => alert.AlertId);
                foreach (var group in chunk.Where(group => alerts.ContainsKey(group.Key)))
                    await SweepAsync(alerts[group.Key], [.. group], cancellation);
            }
        }

        private async Task SweepAsync(Alert alert, IReadOnlyList<AlertVersion> versions, CancellationToken cancellation)
        {
            _alerts++;
            var found = new List<(QueryStretch Query, long Seq)>();
            var broken = new List<(QueryStretch Query, string Reason)>();
            foreach (var version in versions)
                found.AddRange(Find(version, broken, cancellation).Where(version.Covers).Select(seq => (QueryStretch.Of(version), seq)));
            var known = await database.ReadAsync(session => session.Matches.SeqsAsync(alert.AlertId, after, to), cancellation);
            // The past of a new alert is matched by its backfill; what that has not reached yet is not missed.
            var missed = found.Where(pair => !known.Contains(pair.Seq) && !(pair.Seq > alert.BackfillSeq && pair.Seq <= alert.BackfillUntil)).ToList();
            if (missed.Count > 0 || broken.Count > 0 || alert.BrokenReason is not null)
                await RecordAsync(alert, versions, missed, broken, cancellation);
        }

        private IReadOnlyList<long> Find(AlertVersion version, List<(QueryStretch Query, string Reason)> broken, CancellationToken cancellation)
        {
            var query = SavedQueries.Compile(version.Query, version.Filters, version.Zone, out var reason);
            try
            {
                if (query is not null)
                    return searcher.Sequences(query, Math.Max(after, version.BeganSeq), Math.Min(to, version.EndedSeq ?? to), cancellation);
            }
            catch (Exception e) when (e is not OperationCanceledException and not IOException)
            {
                reason = e.Message;
            }
            broken.Add((QueryStretch.Of(version), reason));
            return [];
        }

        private Task RecordAsync(
            Alert alert, IReadOnlyList<AlertVersion> versions, List<(QueryStretch Query, long Seq)> missed, List<(QueryStretch Query, string Reason)> broken, CancellationToken cancellation) =>
            database.WriteAsync(
                DataLock.Matches,
                async session =>
                {
                    var articles = (await session.Articles.BySeqAsync([.. missed.Select(pair => pair.Seq)])).ToDictionary(article => article.Seq);
                    var standing = missed.Where(pair => articles.TryGetValue(pair.Seq, out var article) && article.DeletedAt is null);
                    var before = _tally.Matches;
                    await MatchRecorder.RecordAsync(session, new MatchOutcome([.. standing.Select(pair => (pair.Query, articles[pair.Seq]))], broken), _tally);
                    if (alert.BrokenReason is not null && broken.TrueForAll(pair => pair.Query.Version != versions[^1].Version))
                        await MatchRecorder.MendAsync(session, alert.AlertId);
                    if (_tally.Matches > before)
                        await NoteAsync(session, alert, _tally.Matches - before);
                },
                cancellation);

        private async Task NoteAsync(DataSession session, Alert alert, int missed)
        {
            await session.AlertEvents.AddAsync(alert.AlertId, AlertEventKind.Swept, missed.ToString(CultureInfo.InvariantCulture));
            _faults.Add(string.Create(CultureInfo.InvariantCulture, $"{alert.Name}: {missed} matches had been missed"));
        }
    }
}
