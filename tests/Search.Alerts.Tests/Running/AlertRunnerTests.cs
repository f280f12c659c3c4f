using Search.Alerts.Digests;
using Search.Alerts.Running;
using Search.Data.Outbox;
using Search.Data.Stages;
using Search.Testing;

namespace Search.Alerts.Tests.Running;

public sealed class AlertRunnerTests : IDisposable
{
    private readonly AlertWorld _world = new();
    private readonly AlertRunner _runner;

    public AlertRunnerTests() => _runner = new AlertRunner(_world.Database, _world.Transport, _world.Settings);

    public void Dispose()
    {
        _runner.Dispose();
        _world.Dispose();
    }

    [Fact]
    public async Task An_article_that_matches_is_mailed_once_and_a_second_run_mails_nothing()
    {
        await _world.AddAlertAsync(query: "Qalamoun AND incursion");
        await _world.IngestAsync("1", "Hezbollah begins incursion in Qalamoun", "Fighters of Hezbollah began an incursion into the hills of Qalamoun.");
        await _world.IngestAsync("2", "Hezbollah begins excursion in Qalamoun");

        var first = await _runner.RunAllAsync();
        var second = await _runner.RunAllAsync();

        Assert.Equal((1, 1, 1), (first.Match.Matches, first.Digest.Mails, first.Delivery.Sent));
        Assert.Equal((0, 0, 0), (second.Match.Matches, second.Digest.Mails, second.Delivery.Sent));
        Assert.Empty(first.Warnings);
        Assert.Single(_world.Transport.Mails);
        var runs = await _world.Database.ReadAsync(session => session.Runs.NewestAsync(null, 10));
        Assert.Equal([Stage.Delivery, Stage.Digest, Stage.Match], runs.Select(run => run.Stage));
    }

    [Fact]
    public async Task What_arrives_while_arrivals_are_matched_is_matched_in_the_same_run()
    {
        var alert = await _world.AddAlertAsync();
        await _world.IngestAsync("1", "Qalamoun");
        await _world.Database.Arrivals.WaitAsync();

        var running = _runner.MatchArrivalsAsync();
        await UntilAsync(async () => (await _world.MatchesAsync(alert)).Count == 1);
        await _world.IngestAsync("2", "Qalamoun");
        await UntilAsync(async () => (await _world.MatchesAsync(alert)).Count == 2);
        _world.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal((2, 2), await running is var report ? (report.Articles, report.Matches) : default);
        Assert.Single(await _world.Database.ReadAsync(session => session.Runs.NewestAsync(Stage.Match, 10)));
    }

    [Fact]
    public async Task What_is_not_due_waits_for_its_time()
    {
        await _world.AddAlertAsync(with: request => request with { Rate = "daily 07:00" });
        await _world.IngestAsync("1", "Qalamoun");
        Assert.Equal(0, (await _runner.RunDueAsync()).Digest.Mails);
        _world.Time.Advance(TimeSpan.FromHours(20));
        Assert.Equal(1, (await _runner.RunDueAsync()).Delivery.Sent);
    }

    [Fact]
    public async Task Run_all_tells_everything_and_leaves_alerts_alone_that_are_off()
    {
        await _world.AddAlertAsync("daily", with: request => request with { Rate = "daily 07:00" });
        await _world.AddAlertAsync("off", with: request => request with { Rate = "off" });
        await _world.IngestAsync("1", "Qalamoun");
        Assert.Equal(1, (await _runner.RunAllAsync()).Delivery.Sent);
        Assert.StartsWith("daily: 1 article", Assert.Single(await _world.OutboxAsync()).Subject);
    }

    [Fact]
    public async Task Killed_at_any_step_nothing_is_lost_and_nothing_told_twice()
    {
        var alert = await _world.AddAlertAsync(with: request => request with { To = ["a@example.org", "b@example.org"] });
        var random = new Random(20150317);
        for (var round = 0; round < 60; round++)
        {
            await _world.IngestAsync($"{round}", $"Qalamoun {round}");
            var step = random.Next(4);
            _world.Transport.Answer = (_, number) => step == 3 && random.Next(2) == 0
                ? throw new IOException("killed")
                : RecordingTransport.Result(Search.Alerts.Mail.DeliveryOutcome.Delivered, 250, "250 ok");
            using var process = new AlertRunner(_world.Database, _world.Transport, _world.Settings with { Owner = $"elsewhere/{round}/x" });
            await KilledAfterAsync(process, step);
            _world.Time.Advance(TimeSpan.FromMinutes(21));
        }
        _world.Transport.Answer = (_, _) => RecordingTransport.Result(Search.Alerts.Mail.DeliveryOutcome.Delivered, 250, "250 ok");
        await _runner.RunAllAsync();

        Assert.Equal(60, (await _world.MatchesAsync(alert)).Count);
        var mails = await _world.OutboxAsync();
        Assert.All(mails, mail => Assert.Equal(OutboxState.Sent, mail.State));
        Assert.Equal(120, mails.Sum(mail => mail.ArticleCount));
        foreach (var repeats in _world.Transport.Mails.GroupBy(mail => System.Text.Encoding.ASCII.GetString(mail.Bytes)))
            Assert.Contains(mails, mail => mail.Bytes.AsSpan().SequenceEqual(repeats.First().Bytes));
    }

    [Fact]
    public async Task A_test_mail_shows_what_the_alert_finds_and_counts_nothing_as_told()
    {
        var alert = await _world.AddAlertAsync();
        var tests = new TestMail(_world.Database, _world.Settings);
        Assert.Equal("the query found nothing in the last 30 days", (await tests.QueueAsync(alert.AlertId)).Reason);
        await _world.IngestAsync("1", "Qalamoun");

        Assert.NotNull((await tests.QueueAsync(alert.AlertId)).OutboxId);
        Assert.NotNull((await tests.QueueAsync(alert.AlertId)).OutboxId);

        Assert.StartsWith("Test: Qalamoun", (await _world.OutboxAsync())[0].Subject);
        Assert.Equal(1, (await _runner.RunAllAsync()).Digest.Mails);
    }

    private static async Task KilledAfterAsync(AlertRunner process, int steps)
    {
        try
        {
            if (steps > 0)
                await process.MatchAsync();
            if (steps > 1)
                await process.DigestAsync();
            if (steps > 2)
                await process.DeliverAsync();
        }
        catch (IOException)
        {
            // This is where the process ended.
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await isSo())
            await Task.Delay(5, patience.Token);
    }
}
