using Search.Data;
using Search.Data.Alerts;
using Search.Data.Matches;

namespace Search.Alerts.Digests;

/// <summary>Reads what people are due, many at once in a few statements.</summary>
/// <param name="session">Reads.</param>
/// <param name="heartbeats">What alerts did; kept for a run.</param>
internal sealed class DueReader(DataSession session, Heartbeats heartbeats)
{
    /// <summary>Those of some people (one to a thousand) who are due something, in the order of the keys.</summary>
    public async Task<IReadOnlyList<DuePerson>> ReadAsync(IReadOnlyCollection<long> recipientIds)
    {
        var due = await session.Subscriptions.DueOfAsync(recipientIds);
        if (due.Count == 0)
            return [];
        var people = (await session.Recipients.FindAsync(recipientIds)).ToDictionary(person => person.RecipientId);
        var alerts = (await session.Alerts.FindAsync([.. due.Select(subscription => subscription.AlertId).Distinct()])).ToDictionary(alert => alert.AlertId);
        var matches = await session.Matches.UntoldAsync([.. due.Select(subscription => subscription.SubscriptionId)]);
        var told = await ToldAsync(due, alerts, matches);
        var byPerson = due.ToLookup(subscription => subscription.RecipientId);
        var read = new List<DuePerson>();
        foreach (var recipientId in recipientIds.Where(id => byPerson.Contains(id) && people.ContainsKey(id)))
            read.Add(new DuePerson(people[recipientId], [.. byPerson[recipientId]], await AlertsAsync(byPerson[recipientId], alerts, matches, told)));
        return read;
    }

    private async Task<IReadOnlyList<AlertMatches>> AlertsAsync(
        IEnumerable<Subscription> subscriptions, Dictionary<long, Alert> alerts, ILookup<long, Match> matches, Told told)
    {
        var found = new List<AlertMatches>();
        foreach (var subscription in subscriptions)
        {
            var alert = alerts[subscription.AlertId];
            var facts = alert.Heartbeat ? await heartbeats.FactsAsync(session, alert, subscription) : null;
            if (facts is null && !matches.Contains(subscription.SubscriptionId))
                continue;
            var untold = matches[subscription.SubscriptionId].ToList();
            found.Add(new AlertMatches(alert, subscription, untold, told.Stories(subscription), told.Articles(subscription)) { Heartbeat = facts });
        }
        return found;
    }

    private async Task<Told> ToldAsync(IReadOnlyList<Subscription> due, Dictionary<long, Alert> alerts, ILookup<long, Match> matches)
    {
        IEnumerable<ToldKey> Keys(Func<Alert, bool> of, Func<Match, long> key) => due
            .Where(subscription => of(alerts[subscription.AlertId]))
            .SelectMany(subscription => matches[subscription.SubscriptionId], (subscription, match) => new ToldKey(match.AlertId, subscription.RecipientId, key(match)));

        return new Told(
            await session.Matches.ToldStoriesAsync(Keys(alert => alert.FoldDuplicates, match => match.StoryGroup)),
            await session.Matches.ToldArticlesAsync(Keys(_ => true, match => match.ArticleId)));
    }

    private sealed class Told(IEnumerable<ToldKey> stories, IEnumerable<ToldKey> articles)
    {
        private readonly ILookup<(long, long), long> _stories = stories.ToLookup(key => (key.AlertId, key.RecipientId), key => key.Key);
        private readonly ILookup<(long, long), long> _articles = articles.ToLookup(key => (key.AlertId, key.RecipientId), key => key.Key);

        public IReadOnlySet<long> Stories(Subscription subscription) => _stories[(subscription.AlertId, subscription.RecipientId)].ToHashSet();

        public IReadOnlySet<long> Articles(Subscription subscription) => _articles[(subscription.AlertId, subscription.RecipientId)].ToHashSet();
    }
}
