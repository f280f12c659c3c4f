using Search.Alerts.Digests;
using Search.Alerts.Scheduling;
using Search.Data;
using Search.Data.Alerts;
using Search.Data.Articles;

namespace Search.Alerts.Matching;

/// <summary>Runs a query as an alert would over the rows of the last days, and counts by day. Stores nothing.</summary>
public sealed class QueryPreview(Database database)
{
    private const int BatchRows = 256;
    private const int MostRows = 5_000;
    private const int Shown = 10;

    /// <summary>More than this share of everything is said to be too broad, once there is enough to tell.</summary>
    private const double BroadShare = 0.2;

    private const int EnoughToTell = 100;

    public async Task<Preview> RunAsync(string query, AlertFilters filters, string zone = "UTC", int days = 30, CancellationToken cancellation = default)
    {
        if (SavedQueries.Refusal(query) is { } refusal)
            return new Preview { Refusal = refusal };
        var version = new AlertVersion { AlertId = 0, Version = 1, Query = query, Filters = filters, BeganSeq = 0, Zone = zone };
        var now = database.Time.GetUtcNow();
        var scan = new Scan(new BatchMatcher([version]));
        var complete = await ScanAsync(scan, now.AddDays(-days), cancellation);
        return Count(scan, Zones.Find(zone), now, days, complete);
    }

    private async Task<bool> ScanAsync(Scan scan, DateTimeOffset since, CancellationToken cancellation)
    {
        await using var session = await database.BeginReadAsync(cancellation);
        var last = await session.Articles.LastSeqAsync();
        var began = await session.Articles.SeqBeforeAsync(since);
        var from = Math.Max(began, last - MostRows);
        while (await session.Articles.ReadAfterAsync(from, BatchRows) is { Count: > 0 } rows)
        {
            scan.Look(rows, cancellation);
            from = rows[^1].Seq;
        }
        return last - began <= MostRows;
    }

    private static Preview Count(Scan scan, TimeZoneInfo zone, DateTimeOffset now, int days, bool complete)
    {
        var found = scan.Found.Values.OrderByDescending(article => article.Seq).ToList();
        var byDay = found.CountBy(article => Day(article.Seen, zone)).ToDictionary();
        var first = Day(now.AddDays(-days), zone);
        return new Preview
        {
            Days = [.. Enumerable.Range(0, days + 1).Select(first.AddDays).Select(day => new PreviewDay(day, byDay.GetValueOrDefault(day)))],
            Total = found.Count,
            Searched = scan.Searched,
            Complete = complete,
            Newest = [.. found.Take(Shown)],
            TooBroad = (scan.Searched >= EnoughToTell && found.Count > scan.Searched * BroadShare)
                || byDay.Values.DefaultIfEmpty().Max() > DigestLimits.ArticlesPerMail,
        };
    }

    private static DateOnly Day(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    private sealed class Scan(BatchMatcher matcher)
    {
        private readonly HashSet<long> _articles = [];

        public Dictionary<long, Article> Found { get; } = [];

        public int Searched => _articles.Count;

        public void Look(IReadOnlyList<Article> rows, CancellationToken cancellation)
        {
            var standing = rows.Where(row => row.DeletedAt is null).ToList();
            _articles.UnionWith(standing.Select(row => row.ArticleId));
            foreach (var (_, article) in matcher.Match(standing, cancellation).Found)
                Found[article.ArticleId] = article;
        }
    }
}
