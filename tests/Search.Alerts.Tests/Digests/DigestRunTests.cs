using System.Globalization;
using Search.Alerts.Digests;
using Search.Data;
using Search.Data.Alerts;
using Search.Data.Matches;
using Search.Data.Outbox;

namespace Search.Alerts.Tests.Digests;

/// <summary>People are told in batches of sixty-four: what is wrong with one is no other's loss.</summary>
public sealed class DigestRunTests : IDisposable
{
    private const int People = 150;

    private readonly AlertWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("the rate can't be read")]
    [InlineData("the heartbeat's rate can't be read")]
    [InlineData("the address is none")]
    [InlineData("the article's row is damaged")]
    [InlineData("the mail is there already")]
    public async Task Whose_mail_can_not_be_made_harms_nobody_else(string fault)
    {
        var alerts = await DueAsync();
        var bad = new[] { 0, 63, 64, 100, People - 1 };
        foreach (var person in bad)
            await DamageAsync(fault, alerts[person], person);

        var report = await _world.Digest.RunAsync();

        Assert.Equal(People - bad.Length, report.Mails);
        Assert.Equal(bad.Length, report.Warnings.Count);
        Assert.All(bad, person => Assert.Contains(report.Warnings, warning => warning.Contains($"recipient {alerts[person].OwnerId} ", StringComparison.Ordinal)));
        var told = (await DigestsAsync()).Select(mail => mail.RecipientId).ToList();
        Assert.Equal(alerts.Select((alert, person) => (alert.OwnerId, person)).Where(pair => !bad.Contains(pair.person)).Select(pair => pair.OwnerId).Order(), told.Order());
        // They stay due, and the others are not told again.
        Assert.Equal((0, bad.Length), await CountsAsync());
    }

    [Fact]
    public async Task What_was_mended_is_told_by_the_next_run()
    {
        var alerts = await DueAsync();
        await DamageAsync("the article's row is damaged", alerts[5], 5);
        Assert.Equal(People - 1, (await _world.Digest.RunAsync()).Mails);
        await _world.ExecuteAsync("UPDATE article_revision SET tags = '[]'");
        Assert.Equal((1, 0), await CountsAsync());
        Assert.Equal(People, (await DigestsAsync()).Select(mail => mail.RecipientId).Distinct().Count());
    }

    [Fact]
    public async Task An_alert_whose_zone_this_machine_does_not_know_goes_on_in_utc()
    {
        var alerts = await DueAsync();
        await _world.Database.WriteAsync(session => session.Alerts.UpdateAsync(alerts[7].AlertId, alerts[7].ToDraft() with { Zone = "Mars/Olympus", Rate = "daily 07:00" }));
        var report = await _world.Digest.RunAsync();
        Assert.Equal(People, report.Mails);
        Assert.Empty(report.Warnings);
        var subscription = Assert.Single(await _world.Database.ReadAsync(session => session.Subscriptions.OfAlertAsync(alerts[7].AlertId)));
        Assert.Equal(new DateTimeOffset(2015, 3, 18, 7, 0, 0, TimeSpan.Zero), subscription.NextDueAt);
    }

    [Fact]
    public async Task A_persons_other_alerts_wait_with_the_damaged_one_and_lose_nothing()
    {
        var alerts = await DueAsync();
        await _world.AddAlertAsync("another", "Qalamoun", request => request with { To = ["p3@example.org"] });
        await _world.IngestAsync("late", "Qalamoun, late");
        await _world.Match.RunAsync();
        _world.Time.Advance(TimeSpan.FromSeconds(20));
        await DamageAsync("the rate can't be read", alerts[3], 3);
        await _world.Digest.RunAsync();
        Assert.DoesNotContain(await DigestsAsync(), mail => mail.RecipientId == alerts[3].OwnerId);

        await _world.Database.WriteAsync(session => session.Alerts.UpdateAsync(alerts[3].AlertId, alerts[3].ToDraft()));
        Assert.Equal((1, 0), await CountsAsync());
        var mail = Assert.Single(await DigestsAsync(), mail => mail.RecipientId == alerts[3].OwnerId);
        Assert.Equal((2, 2), (mail.AlertCount, mail.ArticleCount));
    }

    [Fact]
    public async Task Stages_at_once_tell_each_match_once_to_each_while_more_are_found()
    {
        var alerts = new List<Alert>();
        for (var number = 0; number < 6; number++)
            alerts.Add(await _world.AddAlertAsync($"alert {number}", $"word{number % 3}", request => request with { To = [.. Enumerable.Range(0, 12).Select(person => $"p{person}@example.org")] }));
        using var second = _world.OpenAgain();
        using var third = _world.OpenAgain();
        var finding = Task.Run(() => FindAsync(articles: 60));
        await Task.WhenAll(new[] { _world.Database, second, third }.Select(database => Task.Run(() => TellUntilAsync(database, finding))));
        await finding;
        _world.Time.Advance(TimeSpan.FromMinutes(10));
        await _world.Digest.RunAsync();

        var told = new List<(long Person, long Match)>();
        foreach (var mail in await _world.OutboxAsync())
            told.AddRange((await _world.ItemsAsync(mail)).Select(item => (mail.RecipientId, item.MatchId)));
        var found = new List<Match>();
        foreach (var alert in alerts)
            found.AddRange(await _world.MatchesAsync(alert));
        Assert.Equal(6 * 20, found.Count);
        Assert.Equal(found.Count * 12, told.Count);
        Assert.Equal(told.Count, told.Distinct().Count());
        Assert.All(found, match => Assert.Equal(MatchState.Told, match.State));
    }

    /// <summary>One alert for each person, with an article of its own that is due.</summary>
    private async Task<IReadOnlyList<Alert>> DueAsync()
    {
        var alerts = new List<Alert>();
        for (var person = 0; person < People; person++)
            alerts.Add(await _world.AddAlertAsync($"alert {person}", $"word{person:000}", request => request with { To = [$"p{person}@example.org"] }));
        await _world.Database.WriteAsync(async session =>
        {
            for (var person = 0; person < People; person++)
                await session.Articles.IngestAsync(new() { Url = $"https://news.example/{person}", Title = $"About word{person:000}", Body = "" });
        });
        await _world.Match.RunAsync();
        _world.Time.Advance(TimeSpan.FromSeconds(20));
        return alerts;
    }

    private Task DamageAsync(string fault, Alert alert, int person) => fault switch
    {
        "the rate can't be read" => _world.Database.WriteAsync(session => session.Alerts.UpdateAsync(alert.AlertId, alert.ToDraft() with { Rate = "now and then" })),
        "the heartbeat's rate can't be read" => _world.Database.WriteAsync(
            session => session.Alerts.UpdateAsync(alert.AlertId, alert.ToDraft() with { Rate = "now and then", Heartbeat = true })),
        "the address is none" => _world.ExecuteAsync(Sql($"UPDATE recipient SET address = 'nowhere' WHERE recipient_id = {alert.OwnerId}")),
        "the article's row is damaged" => _world.ExecuteAsync(Sql($"UPDATE article_revision SET tags = 'no list' WHERE title = 'About word{person:000}'")),
        _ => StoreAsync(alert),
    };

    /// <summary>Its mail, as if its matches had not been told by it.</summary>
    private async Task StoreAsync(Alert alert)
    {
        var due = (await _world.Database.ReadAsync(session => new DueReader(session, new Heartbeats()).ReadAsync([alert.OwnerId]))).Single();
        await _world.Database.WriteAsync(session => session.Outbox.AddAsync(new OutboxDraft
        {
            DigestId = due.DigestId,
            Kind = OutboxKind.Test,
            RecipientId = alert.OwnerId,
            DueAt = session.Now,
            MessageId = due.DigestId,
            EnvelopeFrom = "search@example.org",
            EnvelopeTo = "somebody@example.org",
            Subject = "there already",
            AlertCount = 0,
            ArticleCount = 0,
            Bytes = [1],
        }));
    }

    private static string Sql(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private async Task<(int Mails, int Warnings)> CountsAsync()
    {
        var report = await _world.Digest.RunAsync();
        return (report.Mails, report.Warnings.Count);
    }

    private async Task<IReadOnlyList<OutboxMessage>> DigestsAsync() => [.. (await _world.OutboxAsync()).Where(mail => mail.Kind == OutboxKind.Digest)];

    private async Task FindAsync(int articles)
    {
        for (var at = 0; at < articles; at++)
        {
            await _world.IngestAsync($"{at}", $"word{at % 3} {at}", $"Body {at}.");
            await _world.Match.RunAsync();
            _world.Time.Advance(TimeSpan.FromMinutes(1));
        }
    }

    private async Task TellUntilAsync(Database database, Task finding)
    {
        var stage = new DigestStage(database, _world.Settings);
        while (!finding.IsCompleted)
        {
            Assert.Empty((await stage.RunAsync()).Warnings);
            await Task.Delay(TimeSpan.FromMilliseconds(2));
        }
    }
}
