using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Search.Alerts.Digests;
using Search.Alerts.Findings;
using Search.Data;
using Search.Data.Alerts;
using Search.Data.Matches;

namespace Search.Alerts.Feeds;

/// <summary>The Atom feed of each alert, by its token: the newest articles that are told or to be told. Thread-safe.</summary>
public sealed class AlertFeeds(Database database)
{
    private const int Entries = 100;

    /// <summary>Changes when the same rows are written otherwise.</summary>
    private const int Form = 1;

    private readonly FindingReader _findings = new();

    /// <summary>Null when no alert that stands has the token. Costs two statements, so that a reader that has the newest feed is answered cheaply.</summary>
    public Task<AlertFeed?> FindAsync(string token, Uri root, CancellationToken cancellation = default) => database.ReadAsync<AlertFeed?>(
        async session =>
        {
            if (await session.Alerts.FindByFeedTokenAsync(token) is not { } alert)
                return null;
            var matches = await session.Matches.NewestToTellAsync(alert.AlertId, Entries);
            return new AlertFeed(alert, matches, ETag(alert, matches, root));
        },
        cancellation);

    /// <summary>The document, UTF-8, with links under <paramref name="root"/>.</summary>
    public async Task<byte[]> WriteAsync(AlertFeed feed, Uri root, CancellationToken cancellation = default) => new AtomFeed(feed.Alert, new MailLinks(root))
        .Write(await database.ReadAsync(session => _findings.ReadAsync(session, feed.Alert, feed.Matches), cancellation));

    private static string ETag(Alert alert, IReadOnlyList<Match> matches, Uri root)
    {
        var name = new StringBuilder();
        name.Append(CultureInfo.InvariantCulture, $"{Form} {root} {alert.Id} {alert.Version} {alert.UpdatedAt.UtcTicks}");
        foreach (var match in matches)
            name.Append(CultureInfo.InvariantCulture, $" {match.MatchId}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name.ToString())).AsSpan(0, 16));
    }
}
