using Search.Data.Alerts;
using Search.Data.Articles;
using Search.Data.Matches;
using Search.Testing;

namespace Search.Data.Tests.Matches;

/// <summary>What is recorded of what was found, against a naive twin that goes match by match.</summary>
public sealed class MatchStoreTests : IDisposable
{
    private readonly TemporaryDatabase _data = new();
    private readonly Random _random = new(1);
    private readonly List<Match> _expected = [];

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task What_was_found_is_recorded_once_in_its_order_as_its_alert_stands()
    {
        var alerts = await AlertsAsync();
        var articles = await ArticlesAsync();
        for (var round = 0; round < 30; round++)
        {
            var found = Enumerable.Range(0, _random.Next(60)).Select(_ => Found(alerts, articles)).ToList();
            var added = await _data.Database.WriteAsync(session => session.Matches.AddAsync(found));
            Assert.Equal(Record(found, alerts), added);
        }
        var recorded = new List<Match>();
        foreach (var alert in alerts)
            recorded.AddRange(await _data.Database.ReadAsync(session => session.Matches.OfAlertAsync(alert.AlertId)));
        Assert.Equal(_expected, recorded.OrderBy(match => match.MatchId).Select(match => match with { MatchId = 0 }));
    }

    [Fact]
    public async Task Nothing_found_is_nothing_recorded() =>
        Assert.Empty(await _data.Database.WriteAsync(session => session.Matches.AddAsync([])));

    [Fact]
    public async Task More_than_one_statement_takes_is_recorded_whole_and_in_order()
    {
        const int Articles = 10_500;
        var alert = (await AlertsAsync()).First(alert => alert.Name == "again");
        await _data.ExecuteAsync(
            $"""
            WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < {Articles})
            INSERT INTO article (id, identity, url, story_group, revision, seq, content_hash, first_seen, sample)
            SELECT 'made-' || number, 'made-' || number, '', number, 1, number, '', 0, FALSE FROM numbers ORDER BY number
            """);
        var found = Enumerable.Range(1, Articles).Select(number => new FoundMatch(alert.AlertId, number, 1, number, 1, number)).ToList();

        var added = await _data.Database.WriteAsync(session => session.Matches.AddAsync(found));

        Assert.Equal(Articles, added.Count);
        Assert.All(added, match => Assert.Equal(new AddedMatch(alert.AlertId, MatchState.Pending), match));
        var recorded = await _data.Database.ReadAsync(session => session.Matches.OfAlertAsync(alert.AlertId));
        Assert.Equal(found.Select(match => match.ArticleId), recorded.OrderBy(match => match.MatchId).Select(match => match.ArticleId));
    }

    private FoundMatch Found(IReadOnlyList<Alert> alerts, IReadOnlyList<IngestResult> articles) =>
        Drafts.Match(alerts[_random.Next(alerts.Count)], articles[_random.Next(articles.Count)]) with { Version = _random.Next(1, 3) };

    /// <summary>The twin.</summary>
    private List<AddedMatch> Record(IEnumerable<FoundMatch> found, IReadOnlyList<Alert> alerts)
    {
        var added = new List<AddedMatch>();
        foreach (var match in found)
        {
            var alert = alerts.Single(alert => alert.AlertId == match.AlertId);
            var before = _expected.FindAll(other => other.AlertId == match.AlertId && other.ArticleId == match.ArticleId);
            if (alert.Name == "deleted" || before.Exists(other => other.Revision == match.Revision))
                continue;
            var state = alert.Name is "off" or "discarding" ? MatchState.Discarded
                : alert.Name != "again" && before.Exists(other => other.State == MatchState.Pending) ? MatchState.Repeat
                : MatchState.Pending;
            _expected.Add(new Match
            {
                AlertId = match.AlertId,
                ArticleId = match.ArticleId,
                Revision = match.Revision,
                Seq = match.Seq,
                Version = match.Version,
                StoryGroup = match.StoryGroup,
                RecordedAt = _data.Time.GetUtcNow(),
                State = state,
            });
            added.Add(new AddedMatch(match.AlertId, state));
        }
        return added;
    }

    private async Task<IReadOnlyList<Alert>> AlertsAsync() => await _data.Database.WriteAsync(async session =>
    {
        var owner = (await session.Recipients.EnsureAsync("owner@x.org", isOperator: true)).RecipientId;
        var alerts = new List<Alert>();
        foreach (var name in (string[])["plain", "again", "off", "discarding", "deleted", "other"])
        {
            var draft = Drafts.Alert(name) with { Rate = name == "off" ? "off" : "daily 07:00", TellAgain = name == "again" };
            alerts.Add(await session.Alerts.AddAsync(draft, owner));
        }
        await session.Alerts.PauseAsync(alerts[3].AlertId, PauseMode.Discard, until: null);
        await session.Alerts.DeleteAsync(alerts[4].AlertId);
        return alerts;
    });

    /// <summary>Three articles of three revisions each.</summary>
    private async Task<IReadOnlyList<IngestResult>> ArticlesAsync() => await _data.Database.WriteAsync(async session =>
    {
        var articles = new List<IngestResult>();
        for (var number = 0; number < 9; number++)
            articles.Add(await session.Articles.IngestAsync(Drafts.Article($"https://example.org/{number % 3}", "title", $"body {number}")));
        return articles;
    });
}
