using Search.Alerts.Digests;
using Search.Data.Alerts;
using Search.Data.Matches;
using Search.Data.Outbox;

namespace Search.Alerts.Tests.Digests;

public sealed class DigestPlanTests
{
    private long _matchId;

    [Fact]
    public void An_article_stands_once_with_every_alert_that_found_it()
    {
        var plan = DigestPlan.Make([Alert(1, Match(10), Match(11)), Alert(2, Match(11), Match(12))]);

        Assert.Equal([10, 11, 12], plan.Articles.Select(article => article.ArticleId));
        Assert.Equal([0, 0, 1], plan.Articles.Select(article => article.Section));
        Assert.Equal([1L, 2L], plan.Articles[1].Matches.Select(match => match.AlertId));
        Assert.Equal(3, plan.Total);
        Assert.All(plan.Items(), item => Assert.Equal(Placing.Shown, item.Placing));
        Assert.Equal([0, 1, 1, 2], plan.Items().Select(item => item.Ordinal));
    }

    [Fact]
    public void Of_several_revisions_the_last_one_is_shown_and_all_are_told()
    {
        var plan = DigestPlan.Make([Alert(1, Match(10), Match(10, revision: 2))]);
        Assert.Equal(2, Assert.Single(plan.Articles).Revision);
        Assert.Equal(2, plan.Items().Count);
        Assert.Equal(1, plan.Total);
    }

    [Fact]
    public void A_story_of_several_outlets_is_shown_once_and_the_others_are_counted()
    {
        var plan = DigestPlan.Make([Alert(1, Match(10, story: 10), Match(11, story: 10), Match(12, story: 10))]);
        Assert.Equal(2, Assert.Single(plan.Articles).Others.Count);
        Assert.Equal([Placing.Shown, Placing.Folded, Placing.Folded], plan.Items().Select(item => item.Placing));
        Assert.Equal((2, 3), (plan.More, plan.Total));
    }

    [Fact]
    public void Without_folding_every_outlet_is_shown()
    {
        var alert = Alert(1, Match(10, story: 10), Match(11, story: 10));
        var plan = DigestPlan.Make([alert with { Alert = alert.Alert with { FoldDuplicates = false } }]);
        Assert.Equal(2, plan.Articles.Count);
    }

    [Fact]
    public void A_story_that_was_told_is_counted_and_alone_makes_no_mail()
    {
        var alert = Alert(1, Match(11, story: 10)) with { ToldStories = new HashSet<long> { 10 } };
        Assert.Empty(DigestPlan.Make([alert]).Articles);
        Assert.Equal(Placing.Folded, Assert.Single(DigestPlan.Make([alert]).Items()).Placing);
    }

    [Fact]
    public void A_new_revision_of_an_article_that_was_told_is_not_folded_into_itself()
    {
        var alert = Alert(1, Match(10, revision: 2, story: 10)) with { ToldStories = new HashSet<long> { 10 }, ToldArticles = new HashSet<long> { 10 } };
        Assert.Single(DigestPlan.Make([alert]).Articles);
    }

    [Fact]
    public void Caps_hold_and_what_is_beyond_them_is_exactly_the_rest()
    {
        var alerts = Enumerable.Range(1, 5).Select(alert => Alert(alert, [.. Enumerable.Range(alert * 1000, 40).Select(article => Match(article))])).ToList();

        var plan = DigestPlan.Make(alerts);

        Assert.Equal(100, plan.Articles.Count);
        Assert.Equal([10, 10, 10, 30, 40], plan.MoreOfAlert);
        Assert.Equal((100, 200), (plan.More, plan.Total));
        var items = plan.Items();
        Assert.Equal(200, items.Count);
        Assert.Equal(100, items.Count(item => item.Placing == Placing.More));
        Assert.Equal(alerts.SelectMany(alert => alert.Matches).Select(match => match.MatchId), items.Select(item => item.MatchId));
    }

    private static AlertMatches Alert(long alertId, params IReadOnlyList<Match> matches) => new(
        new Alert { AlertId = alertId, Id = $"{alertId}", OwnerId = 1, Name = $"{alertId}", Query = "x", Rate = "immediate", Zone = "UTC", Version = 1, FoldDuplicates = true },
        new Subscription { SubscriptionId = alertId, AlertId = alertId, RecipientId = 1, Token = "t", MatchCursor = 0 },
        [.. matches.Select(match => match with { AlertId = alertId })],
        new HashSet<long>(),
        new HashSet<long>());

    private Match Match(long article, int revision = 1, long? story = null) => new()
    {
        MatchId = ++_matchId,
        AlertId = 0,
        ArticleId = article,
        Revision = revision,
        Seq = article,
        Version = 1,
        StoryGroup = story ?? article,
        State = MatchState.Pending,
    };
}
