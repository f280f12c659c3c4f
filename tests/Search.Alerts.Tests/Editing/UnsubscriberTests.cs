using Search.Alerts.Editing;
using Search.Alerts.Mail;
using Search.Data.Alerts;
using Search.Data.Notices;
using Search.Data.Outbox;
using Search.Testing;

namespace Search.Alerts.Tests.Editing;

public sealed class UnsubscriberTests : IDisposable
{
    private readonly AlertWorld _world = new();
    private readonly Unsubscriber _unsubscriber;

    public UnsubscriberTests() => _unsubscriber = new Unsubscriber(_world.Database);

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task One_alert_is_stopped_at_once_and_the_others_come_again()
    {
        var alert = await _world.AddAlertAsync("Qalamoun", "Qalamoun");
        await _world.AddAlertAsync("Incursions", "incursion");
        await _world.IngestAsync("1", "Incursion in Qalamoun");
        await _world.TellAsync();
        var token = (await _world.Database.ReadAsync(session => session.Subscriptions.OfAlertAsync(alert.AlertId)))[0].Token;

        Assert.Equal(new UnsubscribeTarget("owner@example.org", "Qalamoun", Stopped: false), await _unsubscriber.FindAsync(token));
        Assert.Equal(new UnsubscribeTarget("owner@example.org", "Qalamoun", Stopped: true, MayComeBack: true), await _unsubscriber.StopAsync(token));
        Assert.True((await _unsubscriber.StopAsync(token))!.Stopped);

        Assert.Equal(1, (await _world.Digest.RunAsync()).Mails);
        var mails = await _world.OutboxAsync();
        Assert.Equal([OutboxState.Cancelled, OutboxState.Queued], mails.Select(mail => mail.State));
        Assert.StartsWith("Incursions: 1 article", mails[1].Subject);
    }

    [Fact]
    public async Task Everything_to_an_address_is_stopped_at_once()
    {
        await _world.AddAlertAsync();
        await _world.IngestAsync("1", "Qalamoun");
        await _world.TellAsync();
        var token = (await _world.Database.ReadAsync(session => session.Recipients.FindByAddressAsync("owner@example.org")))!.Token;

        Assert.Null((await _unsubscriber.FindAsync(token))!.Alert);
        Assert.True((await _unsubscriber.StopAsync(token))!.Stopped);

        Assert.Equal(0, (await _world.Digest.RunAsync()).Mails);
        Assert.Equal(0, (await _world.Delivery.RunAsync()).Sent);
    }

    [Fact]
    public async Task Whoever_stopped_an_alert_may_come_back_and_its_owner_is_told_of_the_stop_once()
    {
        var alert = await _world.AddAlertAsync(with: request => request with { To = ["owner@example.org", "ann@example.org"] });
        var token = await TokenAsync(alert, "ann@example.org");

        await _unsubscriber.StopAsync(token);
        await _unsubscriber.StopAsync(token);
        Assert.Equal(new UnsubscribeTarget("ann@example.org", "Qalamoun", Stopped: false), await _unsubscriber.ComeBackAsync(token));
        Assert.Equal(new UnsubscribeTarget("ann@example.org", "Qalamoun", Stopped: false), await _unsubscriber.ComeBackAsync(token));

        var notice = Assert.Single(await _world.Database.ReadAsync(session => session.Notices.NewestAsync(10)));
        Assert.Equal((alert.OwnerId, NoticeKind.Unsubscribed, "ann@example.org"), (notice.RecipientId, notice.Kind, notice.About));
        var happened = await _world.Database.ReadAsync(session => session.AlertEvents.NewestAsync(alert.AlertId, 2));
        Assert.Equal([AlertEventKind.Confirmed, AlertEventKind.Unsubscribed], happened.Select(line => line.Kind));
    }

    [Fact]
    public async Task Whom_the_owner_took_out_can_not_come_back_by_an_old_link()
    {
        var alert = await _world.AddAlertAsync(with: request => request with { To = ["owner@example.org", "ann@example.org"] });
        var token = await TokenAsync(alert, "ann@example.org");
        await _unsubscriber.StopAsync(token);
        await _unsubscriber.ComeBackAsync(token);
        await _world.Editor.UpdateAsync(alert.AlertId, AlertRequest.Of(alert) with { To = ["owner@example.org"] });

        Assert.Equal(new UnsubscribeTarget("ann@example.org", "Qalamoun", Stopped: true), await _unsubscriber.ComeBackAsync(token));
    }

    [Fact]
    public async Task Of_a_deleted_alert_nobody_comes_back()
    {
        var alert = await _world.AddAlertAsync();
        var token = await TokenAsync(alert, "owner@example.org");
        await _unsubscriber.StopAsync(token);
        await _world.Editor.RemoveAsync(alert.AlertId);
        Assert.False((await _unsubscriber.FindAsync(token))!.MayComeBack);
    }

    private async Task<string> TokenAsync(Alert alert, string address) =>
        (await _world.Database.ReadAsync(session => session.Subscriptions.OfAlertAsync(alert.AlertId))).Single(person => person.Address == address).Token;

    [Fact]
    public async Task No_mail_begins_after_stopping_one_that_is_being_handed_over_is_waited_for()
    {
        await _world.AddAlertAsync();
        await _world.IngestAsync("1", "Qalamoun");
        await _world.TellAsync();
        var token = (await _world.Database.ReadAsync(session => session.Recipients.FindByAddressAsync("owner@example.org")))!.Token;
        using var begun = new ManualResetEventSlim();
        using var taken = new ManualResetEventSlim();
        _world.Transport.Answer = (_, _) =>
        {
            begun.Set();
            taken.Wait(TimeSpan.FromMinutes(1));
            return RecordingTransport.Result(DeliveryOutcome.Delivered, 250, "250 ok");
        };
        var delivery = Task.Run(() => _world.Delivery.RunAsync());
        Assert.True(begun.Wait(TimeSpan.FromMinutes(1)));

        var stopping = _unsubscriber.StopAsync(token);
        await Task.WhenAny(stopping, Task.Delay(500));
        Assert.False(stopping.IsCompleted);
        taken.Set();

        Assert.True((await stopping)!.Stopped);
        await delivery;
        Assert.Equal(OutboxState.Sent, Assert.Single(await _world.OutboxAsync()).State);
    }

    [Fact]
    public async Task A_token_that_is_none_stops_nothing()
    {
        Assert.Null(await _unsubscriber.FindAsync("none"));
        Assert.Null(await _unsubscriber.StopAsync("none"));
        Assert.Null(await _unsubscriber.ComeBackAsync("none"));
    }
}
