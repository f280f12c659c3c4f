using Search.Alerts.Editing;
using Search.Alerts.Mail;
using Search.Alerts.Notices;
using Search.Data.Alerts;
using Search.Data.Notices;
using Search.Data.Outbox;
using Search.Testing;
using NoticeKind = Search.Data.Notices.NoticeKind;

namespace Search.Alerts.Tests.Notices;

public sealed class NoticeStageTests : IDisposable
{
    private static readonly AlertSettings Public = new() { From = Mailbox.Parse("Search <search@example.org>"), PublicUrl = new Uri("https://search.example.org/") };

    private readonly AlertWorld _world = new(Public);
    private readonly NoticeStage _stage;

    public NoticeStageTests() => _stage = new NoticeStage(_world.Database, Public);

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task What_happens_within_two_minutes_is_one_mail_and_told_once()
    {
        var alert = await _world.AddAlertAsync("Watch");
        await AddAsync(alert, NoticeKind.Unsubscribed, "ann@example.org");
        _world.Time.Advance(TimeSpan.FromSeconds(100));
        await AddAsync(alert, NoticeKind.SourceSilent, "Syria Direct");
        Assert.Equal(0, (await _stage.RunAsync()).Mails);
        _world.Time.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal((1, 2), Numbers(await _stage.RunAsync()));
        _world.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal((0, 0), Numbers(await _stage.RunAsync()));

        var mail = Assert.Single(await _world.OutboxAsync());
        Assert.Equal((OutboxKind.Notice, "owner@example.org"), (mail.Kind, mail.EnvelopeTo));
        var text = MimeReader.Read(mail.Bytes).Text;
        Assert.Contains("ann@example.org", text, StringComparison.Ordinal);
        Assert.Contains("Syria Direct", text, StringComparison.Ordinal);
        Assert.Contains("https://search.example.org/manage/" + alert.ManageToken, text, StringComparison.Ordinal);
        Assert.All(await NoticesAsync(), notice => Assert.Equal(mail.OutboxId, notice.OutboxId));
    }

    [Theory]
    [InlineData(NoticeKind.AlertBroken, "Watch")]
    [InlineData(NoticeKind.Unsubscribed, "ann@example.org")]
    [InlineData(NoticeKind.Refused, "ann@example.org")]
    [InlineData(NoticeKind.Suspended, "ann@example.org")]
    [InlineData(NoticeKind.SourceBroken, "Syria Direct")]
    [InlineData(NoticeKind.SourceSilent, "Syria Direct")]
    [InlineData(NoticeKind.WebhookDisabled, "hooks.example")]
    [InlineData(NoticeKind.WebhookLost, "hooks.example")]
    public async Task Each_kind_says_what_it_is_about(NoticeKind kind, string about)
    {
        await AddAsync(await _world.AddAlertAsync("Watch"), kind, about);
        await _stage.RunAsync(all: true);
        Assert.Contains(about, MimeReader.Read(Assert.Single(await _world.OutboxAsync()).Bytes).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_shows_a_hundred_lines_and_counts_the_rest()
    {
        var alert = await _world.AddAlertAsync();
        await _world.Database.WriteAsync(async session =>
        {
            for (var number = 0; number < 2_345; number++)
                await session.Notices.AddAsync(Notice(alert, NoticeKind.Unsubscribed, $"p{number:0000}@example.org"));
        });

        Assert.Equal((1, 2_345), Numbers(await _stage.RunAsync(all: true)));

        var text = MimeReader.Read(Assert.Single(await _world.OutboxAsync()).Bytes).Text;
        Assert.Contains("p0099@example.org", text, StringComparison.Ordinal);
        Assert.DoesNotContain("p0100@example.org", text, StringComparison.Ordinal);
        Assert.Contains("2,245 more notices", text, StringComparison.Ordinal);
        Assert.Contains("2,345 notices", (await _world.OutboxAsync())[0].Subject, StringComparison.Ordinal);
        Assert.All(await NoticesAsync(), notice => Assert.NotNull(notice.OutboxId));
    }

    [Fact]
    public async Task An_owner_whose_own_address_is_suspended_is_not_mailed_and_the_notice_stays()
    {
        var alert = await _world.AddAlertAsync();
        await _world.Database.WriteAsync(session => Suspensions.SuspendAsync(session, alert.OwnerId, "550 no such user"));

        Assert.Equal((0, 0), Numbers(await _stage.RunAsync(all: true)));
        var notice = Assert.Single(await NoticesAsync());
        Assert.Equal((NoticeKind.Suspended, "owner@example.org", "550 no such user", null), (notice.Kind, notice.About, notice.Detail, notice.OutboxId));
    }

    [Fact]
    public async Task A_server_that_refuses_an_address_tells_each_owner_once()
    {
        var first = await _world.AddAlertAsync("one", with: request => request with { To = ["owner@example.org", "ann@example.org"] });
        var second = await _world.AddAlertAsync("two", with: request => request with { To = ["owner@example.org", "ann@example.org"] });
        await _world.AddAlertAsync("three", with: request => request with { To = ["other@example.org", "ann@example.org"] });
        await _world.IngestAsync("1", "Qalamoun");
        await _world.TellAsync();
        _world.Transport.Answer = (envelope, _) => envelope.Recipient == "ann@example.org"
            ? RecordingTransport.Result(DeliveryOutcome.Rejected, 550, "550 no such user")
            : RecordingTransport.Result(DeliveryOutcome.Delivered, 250, "250 ok");

        Assert.Equal(1, (await _world.Delivery.RunAsync()).Failed);
        Assert.Equal((2, 2), Numbers(await _stage.RunAsync(all: true)));

        var told = (await _world.OutboxAsync()).Where(mail => mail.Kind == OutboxKind.Notice).Select(mail => mail.EnvelopeTo).Order();
        Assert.Equal(["other@example.org", "owner@example.org"], told);
        foreach (var alert in (Alert[])[first, second])
        {
            var happened = await _world.Database.ReadAsync(session => session.AlertEvents.NewestAsync(alert.AlertId, 10));
            Assert.Single(happened, line => line.Kind == AlertEventKind.Suspended && line.Detail == "ann@example.org");
        }
        Assert.False(await _world.Database.WriteAsync(async session => await Suspensions.SuspendAsync(session, await PersonIdAsync(session, "ann@example.org"), "again")));
    }

    [Fact]
    public async Task Who_stops_everything_is_one_line_to_each_owner()
    {
        for (var number = 0; number < 5; number++)
            await _world.AddAlertAsync($"alert {number}", with: request => request with { To = ["owner@example.org", "ann@example.org"] });
        var ann = (await _world.Database.ReadAsync(session => session.Recipients.FindByAddressAsync("ann@example.org")))!;

        await new Unsubscriber(_world.Database).StopAsync(ann.Token);

        Assert.Equal((1, 1), Numbers(await _stage.RunAsync(all: true)));
    }

    [Fact]
    public async Task Notices_whose_mail_was_called_back_come_in_another()
    {
        var alert = await _world.AddAlertAsync();
        await AddAsync(alert, NoticeKind.SourceSilent, "Syria Direct");
        await _stage.RunAsync(all: true);
        await _world.Database.WriteAsync(session => session.Outbox.CancelQueuedAsync(alert.OwnerId));
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((1, 1), Numbers(await _stage.RunAsync(all: true)));
    }

    [Fact]
    public async Task Without_a_public_address_only_operators_are_told_and_the_rest_is_said()
    {
        var alert = await _world.AddAlertAsync(with: request => request with { Operator = false });
        var owner = await _world.Database.ReadAsync(session => session.Consents.FindAsync(alert.OwnerId, alert.OwnerId));
        await new ConsentAnswers(_world.Database).ConfirmAsync(owner!.Token);
        await AddAsync(alert, NoticeKind.SourceSilent, "Syria Direct");

        var report = await new NoticeStage(_world.Database, Public with { PublicUrl = null }).RunAsync(all: true);

        Assert.Equal((0, 0), Numbers(report));
        Assert.Contains("PublicUrl", Assert.Single(report.Warnings), StringComparison.Ordinal);
        Assert.Equal((1, 1), Numbers(await _stage.RunAsync(all: true)));
    }

    private static async Task<long> PersonIdAsync(Search.Data.DataSession session, string address) => (await session.Recipients.FindByAddressAsync(address))!.RecipientId;

    private static (int, int) Numbers(NoticeReport report) => (report.Mails, report.Notices);

    private static Notice Notice(Alert alert, NoticeKind kind, string about) =>
        new() { RecipientId = alert.OwnerId, Kind = kind, AlertId = alert.AlertId, About = about, Detail = "for a reason" };

    private Task AddAsync(Alert alert, NoticeKind kind, string about) => _world.Database.WriteAsync(session => session.Notices.AddAsync(Notice(alert, kind, about)));

    private Task<IReadOnlyList<Notice>> NoticesAsync() => _world.Database.ReadAsync(session => session.Notices.NewestAsync(5_000));
}
