using System.Globalization;
using Search.Alerts.Retention;
using Search.Data.Alerts;
using Search.Data.Articles;
using Search.Data.Outbox;
using Search.Data.Stages;

namespace Search.Alerts.Tests.Retention;

public sealed class RetentionStageTests : IDisposable
{
    private readonly AlertWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Articles_are_kept_for_ever_unless_a_time_is_set()
    {
        await _world.IngestAsync("1", "Old");
        _world.Time.Advance(TimeSpan.FromDays(10_000));

        Assert.Equal(0, (await new RetentionStage(_world.Database, new RetentionSettings()).RunAsync()).Articles);
    }

    [Fact]
    public async Task Old_articles_go_in_batches_and_do_not_come_back_and_newer_ones_and_newly_changed_ones_stay()
    {
        for (var number = 0; number < 450; number++)
            await _world.IngestAsync(number.ToString(CultureInfo.InvariantCulture), "Old");
        await _world.IngestAsync("changed", "Old");
        _world.Time.Advance(TimeSpan.FromDays(31));
        await _world.IngestAsync("changed", "New");
        await _world.IngestAsync("new", "New");

        Assert.Equal(450, (await ExpireAsync()).Articles);
        Assert.Equal(0, (await ExpireAsync()).Articles);

        Assert.Equal(2, await _world.Database.ReadAsync(session => session.Articles.CountAsync()));
        Assert.Equal(IngestOutcome.TakenDown, (await _world.IngestAsync("7", "Old")).Outcome);
        var gone = await _world.Database.ReadAsync(session => session.Articles.FindByUrlAsync("https://news.example/7"));
        Assert.Equal(("", "removed after 30 days"), (gone!.Title, gone.DeletedReason));
    }

    [Fact]
    public async Task What_is_found_and_not_yet_told_stays_until_its_mail_has_left()
    {
        await _world.AddAlertAsync(with: request => request with { Rate = "monthly 1 07:00" });
        await _world.IngestAsync("1", "Qalamoun");
        await _world.Match.RunAsync();
        _world.Time.Advance(TimeSpan.FromDays(31));
        Assert.Equal(0, (await ExpireAsync()).Articles);

        await _world.Digest.RunAsync();
        Assert.Equal(0, (await ExpireAsync()).Articles);
        Assert.Equal(OutboxState.Queued, Assert.Single(await _world.OutboxAsync()).State);

        await _world.Delivery.RunAsync();
        Assert.Equal(1, (await ExpireAsync()).Articles);
    }

    [Fact]
    public async Task What_one_of_two_people_was_told_stays_for_the_other()
    {
        await _world.AddAlertAsync(with: request => request with { To = ["a@example.org", "b@example.org"] });
        await _world.IngestAsync("1", "Qalamoun");
        await _world.Match.RunAsync();
        await _world.Database.WriteAsync(async session =>
        {
            var late = (await session.Recipients.FindByAddressAsync("b@example.org"))!;
            await session.Subscriptions.SetDueAsync((await session.Subscriptions.OfRecipientAsync(late.RecipientId)).Single().SubscriptionId, session.Now.AddDays(60));
        });
        _world.Time.Advance(TimeSpan.FromDays(31));
        await _world.Digest.RunAsync();
        await _world.Delivery.RunAsync();
        Assert.Equal("a@example.org", Assert.Single(_world.Transport.Mails).Envelope.Recipient);
        Assert.Equal(0, (await ExpireAsync()).Articles);

        _world.Time.Advance(TimeSpan.FromDays(31));
        await _world.Digest.RunAsync();
        await _world.Delivery.RunAsync();
        Assert.Equal(1, (await ExpireAsync()).Articles);
    }

    [Fact]
    public async Task What_a_paused_alert_collects_stays()
    {
        var alert = await _world.AddAlertAsync();
        await _world.Editor.PauseAsync(alert.AlertId, PauseMode.Collect);
        await _world.IngestAsync("1", "Qalamoun");
        await _world.Match.RunAsync();
        _world.Time.Advance(TimeSpan.FromDays(31));

        Assert.Equal(0, (await ExpireAsync()).Articles);
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("off")]
    [InlineData("unsubscribed")]
    [InlineData("suspended")]
    [InlineData("waiting")]
    public async Task What_nobody_is_to_be_told_keeps_no_article(string why)
    {
        var alert = await _world.AddAlertAsync(with: request => request with { AskConsent = why == "waiting" });
        await _world.IngestAsync("1", "Qalamoun");
        await _world.Match.RunAsync();
        await EndAsync(alert, why);
        _world.Time.Advance(TimeSpan.FromDays(31));

        Assert.Equal(1, (await ExpireAsync()).Articles);
    }

    [Fact]
    public async Task Texts_of_settled_mails_go_after_their_time_and_their_fate_stays()
    {
        await _world.AddAlertAsync();
        await _world.IngestAsync("1", "Qalamoun");
        await _world.TellAsync();
        await _world.Delivery.RunAsync();
        await _world.IngestAsync("2", "Qalamoun again");
        _world.Time.Advance(TimeSpan.FromDays(1));
        await _world.TellAsync();
        _world.Time.Advance(TimeSpan.FromDays(90));

        var retention = new RetentionStage(_world.Database, new RetentionSettings());
        Assert.Equal(1, (await retention.RunAsync()).Mails);
        Assert.Equal(0, (await retention.RunAsync()).Mails);

        var mails = await _world.OutboxAsync();
        Assert.Equal([(OutboxState.Sent, false), (OutboxState.Queued, true)], mails.Select(mail => (mail.State, mail.Bytes.Length > 0)));
        Assert.NotNull(mails[0].SentAt);
        Assert.Single(await _world.ItemsAsync(mails[0]));
    }

    [Fact]
    public async Task Runs_are_forgotten_after_a_month()
    {
        await AddRunAsync();
        _world.Time.Advance(TimeSpan.FromDays(31));
        await AddRunAsync();

        Assert.Equal(1, (await ExpireAsync()).Runs);
        Assert.Single(await _world.Database.ReadAsync(session => session.Runs.NewestAsync(Stage.Match, 10)));
    }

    private Task<RetentionReport> ExpireAsync() => new RetentionStage(_world.Database, new RetentionSettings { Articles = TimeSpan.FromDays(30) }).RunAsync();

    private Task AddRunAsync() =>
        _world.Database.WriteAsync(session => session.Runs.AddAsync(new StageRun { Stage = Stage.Match, StartedAt = session.Now, Done = 1 }));

    private Task EndAsync(Alert alert, string why) => why switch
    {
        "deleted" => _world.Editor.RemoveAsync(alert.AlertId),
        "off" => _world.Editor.TurnOffAsync(alert.AlertId),
        "unsubscribed" => _world.Database.WriteAsync(session => session.Recipients.UnsubscribeAsync(alert.OwnerId)),
        "suspended" => _world.Database.WriteAsync(session => session.Recipients.SuspendAsync(alert.OwnerId, "550")),
        _ => Task.CompletedTask,
    };
}
