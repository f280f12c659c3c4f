using Search.Alerts.Notices;
using Search.Alerts.Scheduling;
using Search.Data;
using Search.Data.Alerts;
using Search.Data.Sources;
using Search.Data.Stages;

namespace Search.Alerts.Digests;

/// <summary>What alerts that say so did since their last due times. What many have in common is counted once; made for one run. Not thread-safe.</summary>
internal sealed class Heartbeats
{
    private readonly Dictionary<DateTimeOffset, (long Runs, long Articles)> _runs = [];
    private (int All, int Silent)? _sources;

    /// <summary>Null for an alert that has no due times by the clock: it tells what it finds, and nothing else.</summary>
    public async Task<HeartbeatFacts?> FactsAsync(DataSession session, Alert alert, Subscription subscription)
    {
        if (Rate.Parse(alert.Rate).Kind is RateKind.Immediate or RateKind.Off)
            return null;
        // A catch-up, and what was matched between due time and mail, were told later than they were due.
        var since = subscription.LastDigestAt > subscription.LastDueAt ? subscription.LastDigestAt.Value : subscription.LastDueAt ?? subscription.CreatedAt;
        if (!_runs.TryGetValue(since, out var ran))
            _runs.Add(since, ran = await session.Runs.CountSinceAsync(Stage.Match, since));
        var sources = _sources ??= Count(await session.Sources.ListAsync(), session.Now);
        var matches = await session.Matches.CountSinceAsync(alert.AlertId, since);
        return new HeartbeatFacts(since, (int)ran.Runs, ran.Articles, (int)matches, sources.All, sources.Silent);
    }

    private static (int All, int Silent) Count(IReadOnlyList<Source> sources, DateTimeOffset now)
    {
        var enabled = sources.Where(source => source.Enabled).ToList();
        return (enabled.Count, enabled.Count(source => SourceWatch.HealthOf(source, now) != SourceHealth.Well));
    }
}
