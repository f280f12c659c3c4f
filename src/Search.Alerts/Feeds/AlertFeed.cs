using Search.Data.Alerts;
using Search.Data.Matches;

namespace Search.Alerts.Feeds;

/// <summary>What an alert's feed is made of, read and not yet written.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="Matches">What it lists, newest first.</param>
/// <param name="ETag">Opaque text, without quotes, that changes when the feed would.</param>
public sealed record AlertFeed(Alert Alert, IReadOnlyList<Match> Matches, string ETag);
