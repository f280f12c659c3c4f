using System.Text;
using Search.Alerts.Digests;
using Search.Alerts.Editing;
using Search.Data.Matches;
using Search.Data.Outbox;

namespace Search.Alerts.Tests.Digests;

public sealed class DigestStageTests : IDisposable
{
    private readonly AlertWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_match_becomes_one_mail_and_a_second_run_becomes_none()
    {
        var alert = await _world.AddAlertAsync();
        await _world.IngestAsync("1", "Incursion in Qalamoun", "Hezbollah entered Qalamoun.");

        Assert.Equal((1, 1), Numbers(await _world.TellAsync()));
        Assert.Equal((0, 0), Numbers(await _world.TellAsync()));

        var mail = Assert.Single(await _world.OutboxAsync());
        Assert.Equal("Qalamoun: 1 article, 17 March 2015", mail.Subject);
        Assert.Equal("owner@example.org", mail.EnvelopeTo);
        Assert.Contains("Incursion in Qalamoun", Encoding.ASCII.GetString(mail.Bytes));
        var match = Assert.Single(await _world.MatchesAsync(alert));
        Assert.Equal((MatchState.Told, mail.OutboxId), (match.State, match.OutboxId));
    }

    [Fact]
    public async Task Nothing_new_is_no_mail_and_the_next_due_time_is_set()
    {
        var alert = await _world.AddAlertAsync(with: request => request with { Rate = "daily 07:00" });
        _world.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal((0, 0), Numbers(await _world.Digest.RunAsync()));
        var subscription = Assert.Single(await _world.Database.ReadAsync(session => session.Subscriptions.OfAlertAsync(alert.AlertId)));
        Assert.Equal(new DateTimeOffset(2015, 3, 19, 7, 0, 0, TimeSpan.Zero), subscription.NextDueAt);
    }

    [Fact]
    public async Task All_alerts_of_a_person_that_are_due_come_in_one_mail()
    {
        await _world.AddAlertAsync("Qalamoun", "Qalamoun", request => request with { Rate = "daily 07:00" });
        await _world.AddAlertAsync("Incursions", "incursion", request => request with { Rate = "hourly" });
        await _world.AddAlertAsync("Weather", "weather", request => request with { Rate = "daily 07:00", To = ["other@example.org"] });
        await _world.IngestAsync("1", "Incursion in Qalamoun");
        await _world.IngestAsync("2", "Weather in Qalamoun");
        await _world.Match.RunAsync();
        _world.Time.Advance(TimeSpan.FromHours(19));

        Assert.Equal(2, (await _world.Digest.RunAsync()).Mails);

        var mails = await _world.OutboxAsync();
        Assert.Equal(
            [("owner@example.org", "2 alerts, 2 articles, 18 March 2015"), ("other@example.org", "Weather: 1 article, 18 March 2015")],
            mails.Select(mail => (mail.EnvelopeTo, mail.Subject)).OrderByDescending(pair => pair.EnvelopeTo));
    }

    [Fact]
    public async Task Downtime_is_followed_by_one_catch_up()
    {
        await _world.AddAlertAsync(with: request => request with { Rate = "daily 07:00" });
        for (var day = 0; day < 5; day++)
        {
            await _world.IngestAsync($"{day}", $"Qalamoun, day {day}");
            _world.Time.Advance(TimeSpan.FromDays(1));
        }
        await _world.Match.RunAsync();
        Assert.Equal((1, 5), Numbers(await _world.Digest.RunAsync()));
        Assert.Equal((0, 0), Numbers(await _world.Digest.RunAsync()));
    }

    [Fact]
    public async Task An_immediate_alert_pools_and_comes_at_most_once_in_five_minutes()
    {
        await _world.AddAlertAsync();
        for (var at = 0; at < 60; at++)
        {
            await _world.IngestAsync($"{at}", $"Qalamoun {at}");
            await _world.Match.RunAsync();
            await _world.Digest.RunAsync();
            _world.Time.Advance(TimeSpan.FromSeconds(15));
        }
        _world.Time.Advance(TimeSpan.FromMinutes(5));
        await _world.Digest.RunAsync();

        var mails = await _world.OutboxAsync();
        Assert.Equal(60, mails.Sum(mail => mail.ArticleCount));
        Assert.InRange(mails.Count, 3, 5);
        Assert.True(mails[0].CreatedAt - Start <= TimeSpan.FromSeconds(30));
        Assert.All(mails.Zip(mails.Skip(1)), pair => Assert.True(pair.Second.CreatedAt - pair.First.CreatedAt >= TimeSpan.FromMinutes(4.9)));
    }

    [Fact]
    public async Task Two_people_of_one_alert_get_a_mail_each()
    {
        await _world.AddAlertAsync(with: request => request with { To = ["a@example.org", "b@example.org"], Note = "for a only" });
        await _world.IngestAsync("1", "Qalamoun");
        Assert.Equal(2, (await _world.TellAsync()).Mails);
        var bodies = (await _world.OutboxAsync()).Select(mail => Encoding.ASCII.GetString(mail.Bytes).Contains("for a only")).ToList();
        Assert.Equal([true, false], bodies);
    }

    [Fact]
    public async Task A_crash_while_storing_leaves_the_matches_untold_and_the_next_run_tells_them()
    {
        var alert = await _world.AddAlertAsync();
        await _world.IngestAsync("1", "Qalamoun");
        await _world.Match.RunAsync();
        _world.Time.Advance(TimeSpan.FromSeconds(20));
        // Every step up to the commit, one transaction each, dropped.
        foreach (var step in Enumerable.Range(1, 3))
        {
            await using var session = await _world.Database.BeginWriteAsync();
            var match = (await session.Matches.OfAlertAsync(alert.AlertId))[0];
            var person = (await session.Recipients.FindByAddressAsync("owner@example.org"))!;
            await session.Outbox.AddAsync(Draft(person.RecipientId, match, step));
            if (step > 1)
                await session.Subscriptions.MoveOnAsync([new((await session.Subscriptions.OfAlertAsync(alert.AlertId))[0].SubscriptionId, match.MatchId, null)]);
        }

        Assert.Empty(await _world.OutboxAsync());
        Assert.Equal((1, 1), Numbers(await _world.Digest.RunAsync()));
    }

    [Fact]
    public async Task Several_processes_at_once_compose_each_mail_once()
    {
        await _world.AddAlertAsync("a", "Qalamoun", request => request with { To = [.. Enumerable.Range(0, 12).Select(at => $"p{at}@example.org")] });
        for (var at = 0; at < 10; at++)
            await _world.IngestAsync($"{at}", $"Qalamoun {at}");
        await _world.Match.RunAsync();
        _world.Time.Advance(TimeSpan.FromSeconds(20));
        using var other = _world.OpenAgain();

        var reports = await Task.WhenAll(
            Task.Run(() => new DigestStage(_world.Database, _world.Settings).RunAsync()),
            Task.Run(() => new DigestStage(other, _world.Settings).RunAsync()),
            Task.Run(() => new DigestStage(other, _world.Settings).RunAsync()));

        Assert.Equal(12, reports.Sum(report => report.Mails));
        var mails = await _world.OutboxAsync();
        Assert.Equal(12, mails.Count);
        Assert.Equal(12, mails.Select(mail => mail.EnvelopeTo).Distinct().Count());
        Assert.All(mails, mail => Assert.Equal(10, mail.ArticleCount));
    }

    [Fact]
    public async Task Caps_hold_and_the_rest_is_stored_behind_more()
    {
        await _world.AddAlertAsync();
        for (var at = 0; at < 45; at++)
            await _world.IngestAsync($"{at}", $"Qalamoun {at}");
        await _world.TellAsync();

        var mail = Assert.Single(await _world.OutboxAsync());
        var items = await _world.ItemsAsync(mail);
        Assert.Equal((30, 15), (items.Count(item => item.Placing == Placing.Shown), items.Count(item => item.Placing == Placing.More)));
        Assert.Equal(45, mail.ArticleCount);
        Assert.Contains($"http://127.0.0.1:5080/digests/{mail.DigestId}", Encoding.ASCII.GetString(mail.Bytes).Replace("=\r\n", ""));
    }

    [Fact]
    public async Task Html_stays_within_its_budget_whatever_the_articles_are()
    {
        for (var alert = 0; alert < 4; alert++)
            await _world.AddAlertAsync($"alert {alert}", $"word{alert}");
        for (var at = 0; at < 100; at++)
            await _world.IngestAsync($"{at}", $"word{at % 4} {new string('ق', 230)} {at}", $"{new string('ل', 400)} {at}", draft => draft with { Language = "ar", Author = new string('&', 230) });
        await _world.TellAsync();

        var mail = Assert.Single(await _world.OutboxAsync());
        var html = PythonlessHtml(mail.Bytes);
        Assert.InRange(html, 50_000, 102_000);
        Assert.Equal(100, (await _world.ItemsAsync(mail)).Count);
    }

    [Fact]
    public async Task Outlets_that_carry_the_same_text_are_folded_and_a_later_one_makes_no_mail()
    {
        var text = string.Concat(Enumerable.Repeat("Fighters entered Qalamoun. ", 20));
        var alert = await _world.AddAlertAsync();
        await _world.IngestAsync("1", "Qalamoun", text);
        await _world.IngestAsync("2", "Qalamoun, as they say", text);
        Assert.Equal((1, 2), Numbers(await _world.TellAsync()));
        await _world.IngestAsync("3", "Qalamoun once more", text);
        Assert.Equal((0, 0), Numbers(await _world.TellAsync()));

        _world.Time.Advance(TimeSpan.FromMinutes(10));
        await _world.IngestAsync("4", "Something else in Qalamoun");
        Assert.Equal((1, 2), Numbers(await _world.TellAsync()));
        Assert.Equal(4, (await _world.MatchesAsync(alert)).Count(match => match.State == MatchState.Told));
    }

    [Fact]
    public async Task A_changed_article_is_told_again_as_changed_when_that_is_wanted()
    {
        await _world.AddAlertAsync(with: request => request with { TellAgain = true });
        await _world.IngestAsync("1", "Qalamoun", "First.");
        await _world.TellAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(10));
        await _world.IngestAsync("1", "Qalamoun", "Second.");
        await _world.TellAsync();

        var mails = await _world.OutboxAsync();
        Assert.Equal(2, mails.Count);
        Assert.Contains("changed since you were told", Encoding.ASCII.GetString(mails[1].Bytes).Replace("=\r\n", ""));
    }

    [Fact]
    public async Task A_paused_alert_is_told_when_it_goes_on()
    {
        var alert = await _world.AddAlertAsync();
        await _world.IngestAsync("1", "Qalamoun");
        await _world.Match.RunAsync();
        await _world.Editor.PauseAsync(alert.AlertId, Search.Data.Alerts.PauseMode.Collect);
        Assert.Equal((0, 0), Numbers(await _world.TellAsync()));
        await _world.Editor.ResumeAsync(alert.AlertId);
        Assert.Equal((1, 1), Numbers(await _world.TellAsync()));
    }

    [Fact]
    public async Task What_was_found_before_an_edit_is_still_told_and_says_so()
    {
        var alert = await _world.AddAlertAsync();
        await _world.IngestAsync("1", "Qalamoun");
        await _world.Match.RunAsync();
        await _world.Editor.UpdateAsync(alert.AlertId, new() { Name = "Zabadani", Query = "Zabadani", To = [], Operator = true });
        Assert.Equal((1, 1), Numbers(await _world.TellAsync()));
        Assert.Contains("as the query stood before", Encoding.ASCII.GetString((await _world.OutboxAsync())[0].Bytes).Replace("=\r\n", ""));
    }

    [Fact]
    public async Task What_was_found_before_an_alert_moved_to_another_zone_is_not_said_to_be_of_an_earlier_query()
    {
        var alert = await _world.AddAlertAsync();
        await _world.IngestAsync("1", "Qalamoun");
        await _world.Match.RunAsync();
        await _world.Editor.UpdateAsync(alert.AlertId, new() { Name = alert.Name, Query = alert.Query, Zone = "Asia/Beirut", To = [], Operator = true });
        Assert.True((await _world.Database.ReadAsync(session => session.Alerts.FindAsync(alert.AlertId)))!.Version > alert.Version);
        Assert.Equal((1, 1), Numbers(await _world.TellAsync()));
        Assert.DoesNotContain("as the query stood before", Encoding.ASCII.GetString((await _world.OutboxAsync())[0].Bytes).Replace("=\r\n", ""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleting_an_alert_takes_it_out_of_queued_mail_and_the_rest_comes_again()
    {
        var gone = await _world.AddAlertAsync("gone", "Qalamoun");
        await _world.AddAlertAsync("stays", "incursion");
        await _world.IngestAsync("1", "Incursion in Qalamoun");
        await _world.TellAsync();
        await _world.Editor.RemoveAsync(gone.AlertId);
        Assert.Equal((1, 1), Numbers(await _world.Digest.RunAsync()));

        var mails = await _world.OutboxAsync();
        Assert.Equal([OutboxState.Cancelled, OutboxState.Queued], mails.Select(mail => mail.State));
        Assert.StartsWith("stays: 1 article", mails[1].Subject);
        Assert.NotEqual(mails[0].MessageId, mails[1].MessageId);
    }

    [Fact]
    public async Task An_article_that_was_taken_down_is_not_told()
    {
        await _world.AddAlertAsync();
        var article = await _world.IngestAsync("1", "Qalamoun");
        await _world.Match.RunAsync();
        await _world.Database.WriteAsync(session => session.Articles.TakeDownAsync(article.Id, "asked for"));
        Assert.Equal((0, 0), Numbers(await _world.TellAsync()));
    }

    [Fact]
    public async Task Without_a_public_address_only_the_operators_own_get_mail_and_a_warning_says_so()
    {
        await _world.AddAlertAsync();
        var alert = await _world.AddAlertAsync("foreign", with: request => request with { To = ["stranger@example.org"], Operator = false });
        var stranger = (await _world.Database.ReadAsync(session => session.Recipients.FindByAddressAsync("stranger@example.org")))!;
        var consent = (await _world.Database.ReadAsync(session => session.Consents.FindAsync(alert.OwnerId, stranger.RecipientId)))!;
        await new ConsentAnswers(_world.Database).ConfirmAsync(consent.Token);
        await _world.IngestAsync("1", "Qalamoun");

        var report = await _world.TellAsync();

        Assert.Equal("owner@example.org", Assert.Single(await _world.OutboxAsync()).EnvelopeTo);
        Assert.Contains("PublicUrl", Assert.Single(report.Warnings));
        var later = new DigestStage(_world.Database, _world.Settings with { PublicUrl = new Uri("https://search.example") });
        Assert.Equal((1, 1), Numbers(await later.RunAsync()));
        Assert.Single(await _world.MatchesAsync(alert));
    }

    [Fact]
    public async Task A_person_whose_mail_can_not_be_composed_keeps_nobody_else_from_theirs()
    {
        var alert = await _world.AddAlertAsync();
        await _world.Database.WriteAsync(async session =>
        {
            var person = await session.Recipients.EnsureAsync("no address", isOperator: true);
            await session.Consents.EnsureAsync(alert.OwnerId, person.RecipientId, given: true);
            await session.Subscriptions.AddAsync(alert.AlertId, person.RecipientId, nextDueAt: null);
        });
        await _world.IngestAsync("1", "Qalamoun");

        var report = await _world.TellAsync();

        Assert.Equal(1, report.Mails);
        Assert.Contains("could not be composed", Assert.Single(report.Warnings));
    }

    private static readonly DateTimeOffset Start = new(2015, 3, 17, 12, 0, 0, TimeSpan.Zero);

    private static (int Mails, int Articles) Numbers(DigestReport report) => (report.Mails, report.Articles);

    /// <summary>Bytes of the HTML part, decoded.</summary>
    private static int PythonlessHtml(byte[] bytes)
    {
        var raw = Encoding.ASCII.GetString(bytes);
        var part = raw[raw.LastIndexOf("Content-Type: text/html", StringComparison.Ordinal)..];
        var body = part[(part.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        body = body[..body.LastIndexOf("\r\n--", StringComparison.Ordinal)];
        return part.Contains("base64", StringComparison.Ordinal)
            ? Convert.FromBase64String(body.ReplaceLineEndings("")).Length
            : body.Replace("=\r\n", "").Length - (2 * body.Replace("=\r\n", "").Count(c => c == '='));
    }

    private static OutboxDraft Draft(long recipientId, Match match, int step) => new()
    {
        DigestId = $"crash-{step}",
        Kind = OutboxKind.Digest,
        RecipientId = recipientId,
        DueAt = Start,
        MessageId = $"crash-{step}@example.org",
        EnvelopeFrom = "search@example.org",
        EnvelopeTo = "owner@example.org",
        Subject = "x",
        AlertCount = 1,
        ArticleCount = 1,
        Bytes = [1],
        Items = [new OutboxItem { MatchId = match.MatchId, AlertId = match.AlertId, ArticleId = match.ArticleId, Revision = 1, Placing = Placing.Shown, Ordinal = 0 }],
    };
}
