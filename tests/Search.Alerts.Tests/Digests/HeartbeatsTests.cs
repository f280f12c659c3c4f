using Search.Alerts.Digests;
using Search.Alerts.Editing;
using Search.Alerts.Mail;
using Search.Alerts.Running;
using Search.Data.Alerts;
using Search.Data.Outbox;
using Search.Data.Sources;

namespace Search.Alerts.Tests.Digests;

public sealed class HeartbeatsTests : IDisposable
{
    private readonly AlertWorld _world = new();
    private readonly AlertRunner _runner;

    public HeartbeatsTests() => _runner = new AlertRunner(_world.Database, _world.Transport, _world.Settings);

    public void Dispose()
    {
        _runner.Dispose();
        _world.Dispose();
    }

    [Fact]
    public async Task Nothing_new_is_one_mail_at_the_due_time_that_says_what_was_done()
    {
        await AddAsync();
        await SourcesAsync(silent: 2, well: 3);
        await RunAsync("Weather", "Sports");
        await RunAsync("Markets");
        Assert.Equal(0, (await _runner.DigestAsync()).Mails);
        _world.Time.Set(At(18, 7));

        Assert.Equal((1, 0), Numbers(await _runner.DigestAsync()));
        Assert.Equal((0, 0), Numbers(await _runner.DigestAsync()));

        var mail = Assert.Single(await _world.OutboxAsync());
        Assert.Equal((OutboxKind.Heartbeat, "Qalamoun: nothing new, 18 March 2015", 1, 0), (mail.Kind, mail.Subject, mail.AlertCount, mail.ArticleCount));
        Assert.Contains("Nothing new since 17 March 2015, 12:00: ran 2 times over 3 articles, 0 matches; 2 of 5 sources silent.", Text(mail), StringComparison.Ordinal);
        Assert.Empty(await _world.ItemsAsync(mail));
    }

    [Fact]
    public async Task Each_mail_counts_from_the_one_before()
    {
        await AddAsync();
        await RunAsync("Weather");
        _world.Time.Set(At(18, 7));
        await _runner.DigestAsync();
        _world.Time.Advance(TimeSpan.FromHours(1));
        await RunAsync("Sports", "Markets");
        await RunAsync("Elections");
        _world.Time.Set(At(19, 7));
        await _runner.DigestAsync();
        _world.Time.Set(At(20, 7));
        await _runner.DigestAsync();

        Assert.Equal(
            [
                "Nothing new since 17 March 2015, 12:00: ran once over 1 article, 0 matches; 0 of 0 sources silent.",
                "Nothing new since 18 March 2015, 07:00: ran 2 times over 3 articles, 0 matches; 0 of 0 sources silent.",
                "Nothing new since 19 March 2015, 07:00: ran 0 times over 0 articles, 0 matches; 0 of 0 sources silent.",
            ],
            (await _world.OutboxAsync()).Select(Line));
    }

    [Fact]
    public async Task After_downtime_it_counts_from_the_catch_up_mail_and_not_from_when_that_was_due()
    {
        await AddAsync();
        await RunAsync("Qalamoun");
        // Due at seven of the 18th; the machine is off until the evening of the 19th.
        _world.Time.Set(At(19, 18));
        Assert.Equal((1, 1), Numbers(await _runner.DigestAsync()));
        _world.Time.Set(At(20, 7));
        await RunAsync("Weather");
        await _runner.DigestAsync();

        var mail = (await _world.OutboxAsync())[^1];
        Assert.Equal("Nothing new since 19 March 2015, 18:00: ran once over 1 article, 0 matches; 0 of 0 sources silent.", Line(mail));
    }

    [Fact]
    public async Task What_was_matched_between_due_time_and_mail_is_not_counted_twice()
    {
        await AddAsync();
        _world.Time.Set(At(18, 7).AddSeconds(2));
        await RunAsync("Qalamoun");
        _world.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal((1, 1), Numbers(await _runner.DigestAsync()));
        _world.Time.Set(At(19, 7));
        await _runner.DigestAsync();
        Assert.Equal("Nothing new since 18 March 2015, 07:00: ran 0 times over 0 articles, 0 matches; 0 of 0 sources silent.", Line((await _world.OutboxAsync())[^1]));
    }

    [Fact]
    public async Task With_matches_the_mail_is_a_digest()
    {
        await AddAsync();
        await RunAsync("Qalamoun", "Weather");
        _world.Time.Set(At(18, 7));
        Assert.Equal((1, 1), Numbers(await _runner.DigestAsync()));
        var mail = Assert.Single(await _world.OutboxAsync());
        Assert.Equal((OutboxKind.Digest, "Qalamoun: 1 article, 18 March 2015"), (mail.Kind, mail.Subject));
        Assert.DoesNotContain("Nothing new", Text(mail), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("immediate")]
    [InlineData("off")]
    public async Task An_alert_without_due_times_has_none(string rate)
    {
        await AddAsync(with: request => request with { Rate = rate });
        await AddAsync("other", "nothing at all", request => request with { Rate = "hourly", Heartbeat = false });
        for (var hour = 0; hour < 30; hour++)
        {
            await RunAsync("Weather");
            await _runner.DigestAsync();
            _world.Time.Advance(TimeSpan.FromHours(1));
        }
        Assert.Empty(await _world.OutboxAsync());
    }

    [Fact]
    public async Task An_immediate_alert_that_finds_something_tells_that_alone()
    {
        await AddAsync(with: request => request with { Rate = "immediate" });
        await RunAsync("Qalamoun");
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((1, 1), Numbers(await _runner.DigestAsync()));
        _world.Time.Advance(TimeSpan.FromDays(3));
        Assert.Equal((0, 0), Numbers(await _runner.DigestAsync()));
    }

    [Fact]
    public async Task A_paused_alert_is_silent_and_says_one_thing_when_it_goes_on()
    {
        var alert = await AddAsync();
        await _world.Editor.PauseAsync(alert.AlertId, PauseMode.Collect);
        for (var day = 18; day < 25; day++)
        {
            _world.Time.Set(At(day, 7));
            await RunAsync("Weather");
            Assert.Equal(0, (await _runner.DigestAsync()).Mails);
        }
        await _world.Editor.ResumeAsync(alert.AlertId);
        _world.Time.Set(At(25, 7));
        Assert.Equal(1, (await _runner.DigestAsync()).Mails);
        Assert.Equal(0, (await _runner.DigestAsync()).Mails);
        Assert.Equal(OutboxKind.Heartbeat, Assert.Single(await _world.OutboxAsync()).Kind);
    }

    [Fact]
    public async Task Of_several_alerts_with_nothing_new_only_the_one_that_wants_it_says_so()
    {
        await AddAsync("wants it", "Qalamoun");
        await AddAsync("does not", "Zabadani", request => request with { Heartbeat = false });
        _world.Time.Set(At(18, 7));
        Assert.Equal((1, 0), Numbers(await _runner.DigestAsync()));
        var mail = Assert.Single(await _world.OutboxAsync());
        Assert.Equal("wants it: nothing new, 18 March 2015", mail.Subject);
        Assert.DoesNotContain("does not", Text(mail), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_alerts_that_want_it_one_mail_says_so()
    {
        await AddAsync("first", "Qalamoun");
        await AddAsync("second", "Zabadani");
        await AddAsync("third", "Aleppo");
        _world.Time.Set(At(18, 7));
        Assert.Equal((1, 0), Numbers(await _runner.DigestAsync()));
        var mail = Assert.Single(await _world.OutboxAsync());
        Assert.Equal(("3 alerts: nothing new, 18 March 2015", 3), (mail.Subject, mail.AlertCount));
        Assert.Equal(3, Text(mail).Split("Nothing new since").Length - 1);
    }

    [Fact]
    public async Task Beside_what_another_alert_found_it_stands_in_the_digest()
    {
        await AddAsync("quiet", "Zabadani");
        await AddAsync("loud", "Qalamoun", request => request with { Heartbeat = false });
        await RunAsync("Qalamoun");
        _world.Time.Set(At(18, 7));
        Assert.Equal((1, 1), Numbers(await _runner.DigestAsync()));
        var mail = Assert.Single(await _world.OutboxAsync());
        Assert.Equal((OutboxKind.Digest, "2 alerts, 1 article, 18 March 2015"), (mail.Kind, mail.Subject));
        Assert.Contains("ran once over 1 article, 0 matches", Text(mail), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alert_whose_articles_stand_under_another_does_not_say_that_nothing_is_new()
    {
        await AddAsync("first", "Qalamoun", request => request with { Heartbeat = false });
        await AddAsync("second", "Qalamoun");
        await RunAsync("Qalamoun");
        _world.Time.Set(At(18, 7));
        Assert.Equal((1, 1), Numbers(await _runner.DigestAsync()));
        var text = Text(Assert.Single(await _world.OutboxAsync()));
        Assert.Contains("1 article, see above", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing new", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_alert_that_found_only_what_was_told_says_so_and_counts_it_in_its_next_digest()
    {
        var story = string.Concat(Enumerable.Repeat("Fighters entered Qalamoun. ", 20));
        await AddAsync();
        await _world.IngestAsync("first", "Qalamoun", story);
        await _runner.MatchAsync();
        _world.Time.Set(At(18, 7));
        await _runner.DigestAsync();
        _world.Time.Advance(TimeSpan.FromHours(1));
        await _world.IngestAsync("again", "Qalamoun, elsewhere", story);
        await _runner.MatchAsync();
        _world.Time.Set(At(19, 7));
        Assert.Equal((1, 0), Numbers(await _runner.DigestAsync()));
        Assert.Contains("over 1 article, 1 match;", Line((await _world.OutboxAsync())[1]), StringComparison.Ordinal);

        await _world.IngestAsync("new", "Something else in Qalamoun");
        await _runner.MatchAsync();
        _world.Time.Set(At(20, 7));
        Assert.Equal((1, 2), Numbers(await _runner.DigestAsync()));
        Assert.DoesNotContain("Nothing new", Text((await _world.OutboxAsync())[2]), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Each_recipient_gets_one_and_one_who_left_gets_none()
    {
        var alert = await AddAsync(with: request => request with { To = ["owner@example.org", "ann@example.org", "gone@example.org"], Note = "for the owner" });
        var people = await _world.Database.ReadAsync(session => session.Subscriptions.OfAlertAsync(alert.AlertId));
        await new Unsubscriber(_world.Database).StopAsync(people.Single(person => person.Address == "gone@example.org").Token);
        _world.Time.Set(At(18, 7));
        Assert.Equal(2, (await _runner.DigestAsync()).Mails);
        var mails = await _world.OutboxAsync();
        Assert.Equal(["ann@example.org", "owner@example.org"], mails.Select(mail => mail.EnvelopeTo).Order());
        Assert.Equal([false, true], mails.OrderBy(mail => mail.EnvelopeTo).Select(mail => Text(mail).Contains("for the owner", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_discreet_one_names_nothing()
    {
        await AddAsync(with: request => request with { Discreet = true, Note = "the Qalamoun file" });
        await SourcesAsync(silent: 1, well: 0);
        _world.Time.Set(At(18, 7));
        await _runner.DigestAsync();
        var mail = Assert.Single(await _world.OutboxAsync());
        Assert.Equal((OutboxKind.Heartbeat, "Digest, 18 March 2015"), (mail.Kind, mail.Subject));
        Assert.Contains("Nothing new.", Text(mail), StringComparison.Ordinal);
        Assert.DoesNotContain("Qalamoun", Text(mail) + MimeReader.Read(mail.Bytes).Html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Two_stages_at_once_write_one()
    {
        for (var person = 0; person < 20; person++)
            await AddAsync($"alert {person}", with: request => request with { To = [$"p{person}@example.org"] });
        _world.Time.Set(At(18, 7));
        using var other = _world.OpenAgain();
        var reports = await Task.WhenAll(
            Task.Run(() => new DigestStage(_world.Database, _world.Settings).RunAsync()), Task.Run(() => new DigestStage(other, _world.Settings).RunAsync()));
        Assert.Equal(20, reports.Sum(report => report.Mails));
        Assert.All(reports, report => Assert.Empty(report.Warnings));
        Assert.Equal(20, (await _world.OutboxAsync()).Select(mail => mail.EnvelopeTo).Distinct().Count());
    }

    [Fact]
    public async Task After_days_off_one_mail_makes_up_for_all()
    {
        await AddAsync();
        _world.Time.Set(At(25, 9));
        Assert.Equal(1, (await _runner.DigestAsync()).Mails);
        Assert.Equal(0, (await _runner.DigestAsync()).Mails);
        _world.Time.Set(At(26, 7));
        Assert.Equal(1, (await _runner.DigestAsync()).Mails);
    }

    private static DateTimeOffset At(int day, int hour) => new(2015, 3, day, hour, 0, 0, TimeSpan.Zero);

    private static (int Mails, int Articles) Numbers(DigestReport report) => (report.Mails, report.Articles);

    private static string Text(OutboxMessage mail) => string.Join(' ', MimeReader.Read(mail.Bytes).Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The sentence of a heartbeat.</summary>
    private static string Line(OutboxMessage mail)
    {
        var text = Text(mail);
        var start = text.IndexOf("Nothing new since", StringComparison.Ordinal);
        return start < 0 ? text : text[start..(text.IndexOf("silent.", start, StringComparison.Ordinal) + "silent.".Length)];
    }

    private Task<Alert> AddAsync(string name = "Qalamoun", string query = "Qalamoun", Func<AlertRequest, AlertRequest>? with = null) =>
        _world.AddAlertAsync(name, query, request =>
        {
            var daily = request with { Rate = "daily 07:00", Heartbeat = true };
            return with is null ? daily : with(daily);
        });

    /// <summary>One run of the match stage over new articles.</summary>
    private async Task RunAsync(params IReadOnlyList<string> titles)
    {
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        foreach (var title in titles)
            await _world.IngestAsync($"{title}-{_world.Time.GetUtcNow().ToUnixTimeMilliseconds()}", title, $"About {title}, {_world.Time.GetUtcNow():O}.");
        await _runner.MatchAsync();
    }

    private Task SourcesAsync(int silent, int well) => _world.Database.WriteAsync(async session =>
    {
        for (var number = 0; number < silent + well; number++)
        {
            var source = await session.Sources.AddAsync(new SourceDraft { Url = $"https://news.example/{number}.xml", Name = $"source {number}" });
            for (var failure = 0; number < silent && failure < Alerts.Notices.SourceWatch.BrokenAfter; failure++)
                await session.Sources.RecordFailureAsync(source!.Value, "timed out", session.Now);
        }
    });
}
