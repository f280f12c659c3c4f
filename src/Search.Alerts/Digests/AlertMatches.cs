using Search.Data.Alerts;
using Search.Data.Matches;

namespace Search.Alerts.Digests;

/// <summary>What one alert has to tell one person.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="Subscription">The person's part in it.</param>
/// <param name="Matches">Untold matches in the order they were found.</param>
/// <param name="ToldStories">Story groups of which the person was told by this alert.</param>
/// <param name="ToldArticles">Articles of <paramref name="Matches"/> of which the person was told by this alert, in an earlier revision.</param>
internal sealed record AlertMatches(
    Alert Alert,
    Subscription Subscription,
    IReadOnlyList<Match> Matches,
    IReadOnlySet<long> ToldStories,
    IReadOnlySet<long> ToldArticles)
{
    /// <summary>What the alert did, for one that says so at each due time; null for the others.</summary>
    public HeartbeatFacts? Heartbeat { get; init; }
}
