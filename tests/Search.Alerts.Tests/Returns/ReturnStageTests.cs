using System.Text;
using Search.Alerts.Mail;
using Search.Alerts.Mail.Bounces;
using Search.Alerts.Retention;
using Search.Alerts.Returns;
using Search.Alerts.Tests.Mail.Bounces;
using Search.Data.Alerts;
using Search.Data.Notices;
using Search.Data.Outbox;
using Search.Testing;

namespace Search.Alerts.Tests.Returns;

public sealed class ReturnStageTests : IDisposable
{
    private const string Ann = "ann@example.org";
    private const string SampleId = "0123456789abcdef0123456789abcdef";

    private readonly TemporaryFolder _folder = new();
    private readonly AlertWorld _world;
    private readonly ReturnStage _stage;

    public ReturnStageTests()
    {
        Assert.True(BounceAddress.TryParse("bounces@news.example", out var address));
        _world = new AlertWorld(new AlertSettings
        {
            From = Mailbox.Parse("Search <search@news.example>"),
            PublicUrl = new Uri("https://news.example/"),
            BounceAddress = address,
            BounceFolder = _folder.File("returned"),
        });
        _stage = new ReturnStage(_world.Database, _world.Settings);
    }

    public void Dispose()
    {
        _world.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("postfix")]
    [InlineData("exim")]
    [InlineData("exchange")]
    public async Task A_report_of_a_permanent_failure_suspends_the_address_and_its_owner_is_told_once(string server)
    {
        var mail = await SendAsync();
        var report = About(mail, server switch { "postfix" => SampleReports.Postfix, "exim" => SampleReports.Exim, _ => SampleReports.Exchange });

        Assert.Equal((1, 1, 0, 0), Numbers(await _stage.TakeAsync(report)));
        Assert.Equal((1, 0, 0, 1), Numbers(await _stage.TakeAsync(report)));

        var ann = await PersonAsync();
        Assert.NotNull(ann.SuspendedAt);
        Assert.StartsWith("came back: 5.", ann.SuspendedReason, StringComparison.Ordinal);
        Assert.Equal((OutboxState.Bounced, ann.SuspendedReason), await StateAsync(mail));
        var notice = Assert.Single(await NoticesAsync());
        Assert.Equal((NoticeKind.Suspended, Ann), (notice.Kind, notice.About));
        await _world.IngestAsync("later", "Qalamoun later");
        Assert.Equal(1, (await TellLaterAsync()).Mails);
    }

    [Fact]
    public async Task Delays_and_failures_that_may_pass_change_nothing()
    {
        var mail = await SendAsync();
        byte[][] reports =
        [
            About(mail, SampleReports.Gmail),
            About(mail, SampleReports.Postfix, ("Status: 5.1.1", "Status: 4.2.2")),
            About(mail, SampleReports.Postfix, ("Action: failed", "Action: delayed")),
            About(mail, SampleReports.Postfix, ("Action: failed", "Action: relayed")),
            About(mail, SampleReports.Postfix, ("Status: 5.1.1", "Status: none")),
            About(mail, SampleReports.Postfix, ("report-type=delivery-status", "report-type=disposition-notification")),
            About(mail, SampleReports.OutOfOffice),
            About(mail, SampleReports.Abuse, ("Feedback-Type: abuse", "Feedback-Type: not-spam")),
        ];

        foreach (var report in reports)
            Assert.Equal((1, 0, 0, 1), Numbers(await _stage.TakeAsync(report)));

        await AssertUntouchedAsync(mail);
    }

    [Fact]
    public async Task A_report_that_names_no_mail_of_ours_changes_nothing()
    {
        var mail = await SendAsync();
        // The person's address alone is known to many.
        byte[][] reports =
        [
            SampleReports.Postfix,
            Named(SampleReports.Postfix, ("reader@example.org", Ann)),
            Named(SampleReports.Abuse, ("reader@provider.example", Ann)),
            Named(SampleReports.Postfix, (SampleId, new string('f', 31)), ("reader@example.org", Ann)),
            Named(SampleReports.Exim, ("first@example.net", Ann), ($"<{SampleReports.MessageId}>", "<>")),
            Named(SampleReports.Exim, ("first@example.net", Ann), ($"<{SampleReports.MessageId}>", $"<%{mail.MessageId[1..]}>")),
        ];

        foreach (var report in reports)
            Assert.Equal((1, 0, 0, 1), Numbers(await _stage.TakeAsync(report)));

        await AssertUntouchedAsync(mail);
    }

    [Fact]
    public async Task A_complaint_stops_all_mail_to_the_person_and_tells_the_owner_once()
    {
        var mail = await SendAsync();
        var complaint = About(mail, SampleReports.Abuse);

        Assert.Equal((1, 0, 1, 0), Numbers(await _stage.TakeAsync(complaint)));
        await _stage.TakeAsync(complaint);

        Assert.NotNull((await PersonAsync()).UnsubscribedAt);
        Assert.Equal(NoticeKind.Unsubscribed, Assert.Single(await NoticesAsync()).Kind);
    }

    [Fact]
    public async Task A_complaint_that_returns_nothing_of_the_mail_is_known_by_the_envelope_sender_it_names()
    {
        var mail = await SendAsync();
        var complaint = About(mail, SampleReports.Abuse, ($"Message-ID: <{mail.MessageId}>", "X-Redacted: yes"));
        Assert.Equal((1, 0, 1, 0), Numbers(await _stage.TakeAsync(complaint)));
        Assert.NotNull((await PersonAsync()).UnsubscribedAt);
    }

    [Theory]
    [InlineData("unsubscribe {0}")]
    [InlineData("Re: unsubscribe {0}")]
    [InlineData("UNSUBSCRIBE\r\n {0} ")]
    public async Task A_mail_to_the_unsubscribe_address_stops_everything_to_the_person(string subject)
    {
        await SendAsync();
        Assert.Equal((1, 0, 1, 0), Numbers(await _stage.TakeAsync(Asking(subject, (await PersonAsync()).Token))));
        Assert.NotNull((await PersonAsync()).UnsubscribedAt);
        Assert.Equal(Ann, Assert.Single(await NoticesAsync()).About);
    }

    [Fact]
    public async Task A_token_that_a_mail_program_wrote_in_capitals_is_the_same_token()
    {
        await SendAsync();
        Assert.Equal((1, 0, 1, 0), Numbers(await _stage.TakeAsync(Asking("unsubscribe {0}", (await PersonAsync()).Token.ToUpperInvariant()))));
    }

    [Fact]
    public async Task A_mail_with_a_subscriptions_token_stops_that_alert_alone()
    {
        var mail = await SendAsync();
        var alertId = (await _world.ItemsAsync(mail))[0].AlertId;
        var subscription = await _world.Database.ReadAsync(session => session.Subscriptions.FindAsync(alertId, mail.RecipientId));
        Assert.Equal((1, 0, 1, 0), Numbers(await _stage.TakeAsync(Asking("unsubscribe {0}", subscription!.Token))));
        Assert.Null((await PersonAsync()).UnsubscribedAt);
        Assert.NotNull((await _world.Database.ReadAsync(session => session.Subscriptions.FindAsync(subscription.SubscriptionId)))!.UnsubscribedAt);
    }

    [Theory]
    [InlineData("unsubscribe")]
    [InlineData("unsubscribe 0123456789abcdef0123456789abcdef")]
    [InlineData("unsubscribe {0}0")]
    [InlineData("please unsubscribe {0}")]
    [InlineData("unsubscribe {0} and all the others")]
    [InlineData("Undelivered: unsubscribe {0}")]
    public async Task Another_subject_stops_nothing(string subject)
    {
        var mail = await SendAsync();
        Assert.Equal((1, 0, 0, 1), Numbers(await _stage.TakeAsync(Asking(subject, (await PersonAsync()).Token))));
        await AssertUntouchedAsync(mail);
    }

    [Fact]
    public async Task A_report_that_is_read_again_does_not_suspend_an_address_that_was_reinstated()
    {
        var mail = await SendAsync();
        var report = About(mail, SampleReports.Postfix);
        await _stage.TakeAsync(report);
        Assert.True(await _world.Editor.ReinstateAsync(mail.RecipientId));

        Assert.Equal((1, 0, 0, 1), Numbers(await _stage.TakeAsync(report)));

        Assert.Null((await PersonAsync()).SuspendedAt);
        Assert.Single(await NoticesAsync());
    }

    [Fact]
    public async Task A_report_that_is_faster_than_our_own_record_of_the_handing_over_counts()
    {
        var reports = new List<ReturnReport>();
        _world.Transport.Answer = (envelope, _) =>
        {
            if (envelope.Recipient == Ann)
                reports.Add(TakeNow(envelope.Sender));
            return RecordingTransport.Result(DeliveryOutcome.Delivered, 250, "250 ok");
        };

        await SendAsync();

        Assert.Equal((1, 1, 0, 0), Numbers(Assert.Single(reports)));
        Assert.NotNull((await PersonAsync()).SuspendedAt);
        Assert.Equal(OutboxState.Sent, Assert.Single(await _world.OutboxAsync(), mail => mail.EnvelopeTo == Ann).State);
    }

    [Fact]
    public async Task A_question_for_consent_that_comes_back_suspends_the_address_too()
    {
        await _world.AddAlertAsync(with: request => request with { To = ["owner@example.org", Ann], Operator = true, AskConsent = true });
        await new Search.Alerts.Consents.ConsentStage(_world.Database, _world.Settings).RunAsync();
        await _world.Delivery.RunAsync();
        var question = Assert.Single(await _world.OutboxAsync(), mail => mail.EnvelopeTo == Ann);
        Assert.Equal(OutboxKind.Confirmation, question.Kind);

        Assert.Equal((1, 1, 0, 0), Numbers(await _stage.TakeAsync(About(question, SampleReports.Postfix))));
        Assert.NotNull((await PersonAsync()).SuspendedAt);
    }

    [Fact]
    public async Task A_report_about_an_erased_person_brings_nothing_of_them_back()
    {
        var mail = await SendAsync();
        var report = About(mail, SampleReports.Postfix, ("no such", $"<{Ann}> no such"));
        await new Erasure(_world.Database).RunAsync(Ann);

        Assert.Equal((1, 0, 0, 1), Numbers(await _stage.TakeAsync(report)));

        Assert.DoesNotContain(Ann, await DatabaseDump.OfAsync(_world.Database), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Hostile_words_in_a_report_are_stored_as_harmless_ones()
    {
        var mail = await SendAsync();
        var report = About(mail, SampleReports.Postfix, ("no such", "\0\u0001\u00ff\u001b[31m'; DROP TABLE outbox; --\r\n\t<script>" + new string('x', 100_000)));
        Assert.Equal((1, 1, 0, 0), Numbers(await _stage.TakeAsync(report)));
        var reason = (await PersonAsync()).SuspendedReason!;
        Assert.DoesNotContain(reason, char.IsControl);
        Assert.InRange(reason.Length, 20, 3_000);
    }

    [Fact]
    public async Task The_folder_is_read_once_whatever_lies_in_it()
    {
        var mail = await SendAsync();
        Put("new/1.bounce", About(mail, SampleReports.Postfix));
        Put("new/2.bounce-again", About(mail, SampleReports.Postfix));
        Put("new/3.absence", About(mail, SampleReports.OutOfOffice));
        Put("new/4.foreign", SampleReports.Exim);
        Put("new/5.empty", []);
        Put("new/6.garbage", Garbage(3_000_000));
        Put("new/7.huge", [.. About(mail, SampleReports.Abuse), .. new byte[30_000_000]]);
        Put("new/8.cut-off", About(mail, SampleReports.Postfix)[..700]);
        Put("cur/9.no-boundary:2,S", About(mail, SampleReports.Postfix, ("boundary=", "boundless=")));
        Put("tmp/10.being-written", About(mail, SampleReports.Abuse));

        var report = await _stage.RunAsync();

        Assert.Equal((9, 1, 1, 7), Numbers(report));
        Assert.Empty(report.Faults);
        Assert.Equal(["1.bounce", "7.huge"], Names("handled"));
        Assert.Equal(7, Names("other").Count);
        Assert.Equal(["10.being-written"], Names("tmp"));
        Assert.Equal(30_000_000, new FileInfo(_folder.File("returned/handled/7.huge")).Length - About(mail, SampleReports.Abuse).Length);
        Assert.Equal((0, 0, 0, 0), Numbers(await _stage.RunAsync()));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_nothing_to_read()
    {
        Assert.Equal((0, 0, 0, 0), Numbers(await _stage.RunAsync()));
        Assert.Equal((0, 0, 0, 0), Numbers(await new ReturnStage(_world.Database, _world.Settings with { BounceFolder = null }).RunAsync()));
    }

    [Fact]
    public async Task Broken_reports_never_throw_nor_change_anything_they_should_not()
    {
        var mail = await SendAsync();
        var random = new Random(17);
        foreach (var sample in SampleReports.All)
        {
            for (var round = 0; round < 40; round++)
            {
                // Nothing in these names a mail of ours, so nothing may come of them.
                var bytes = sample.ToArray();
                for (var change = random.Next(1, 30); change > 0; change--)
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                Assert.Equal((1, 0, 0, 1), Numbers(await _stage.TakeAsync(bytes.AsMemory(0, random.Next(bytes.Length)))));
            }
        }
        await AssertUntouchedAsync(mail);
    }

    /// <summary>A mail to Ann that was sent; the owner got one too.</summary>
    private async Task<OutboxMessage> SendAsync()
    {
        await _world.AddAlertAsync(with: request => request with { To = ["owner@example.org", Ann] });
        await _world.IngestAsync("1", "Qalamoun");
        await _world.TellAsync();
        await _world.Delivery.RunAsync();
        return Assert.Single(await _world.OutboxAsync(), mail => mail.EnvelopeTo == Ann);
    }

    private async Task<Search.Alerts.Digests.DigestReport> TellLaterAsync()
    {
        _world.Time.Advance(TimeSpan.FromMinutes(10));
        return await _world.TellAsync();
    }

    private ReturnReport TakeNow(string sender)
    {
        var report = Named(SampleReports.Postfix, ($"bounces+{SampleId}@news.example", sender));
        return _stage.TakeAsync(report).GetAwaiter().GetResult();
    }

    private async Task AssertUntouchedAsync(OutboxMessage mail)
    {
        Assert.True((await PersonAsync()).Reachable);
        Assert.Empty(await NoticesAsync());
        Assert.Equal((OutboxState.Sent, "250 ok"), await StateAsync(mail));
    }

    private async Task<(OutboxState, string?)> StateAsync(OutboxMessage mail)
    {
        var now = await _world.Database.ReadAsync(session => session.Outbox.FindAsync(mail.OutboxId));
        return (now!.State, now.LastReply);
    }

    private async Task<Recipient> PersonAsync() => (await _world.Database.ReadAsync(session => session.Recipients.FindByAddressAsync(Ann)))!;

    private Task<IReadOnlyList<Notice>> NoticesAsync() => _world.Database.ReadAsync(session => session.Notices.NewestAsync(10));

    private static (int Read, int Suspended, int Unsubscribed, int Ignored) Numbers(ReturnReport report) =>
        (report.Read, report.Suspended, report.Unsubscribed, report.Ignored);

    /// <summary>A sample that names a mail as the server that made it would.</summary>
    private static byte[] About(OutboxMessage mail, byte[] sample, params ReadOnlySpan<(string Old, string Changed)> changes) =>
        Named(sample, [($"<{SampleReports.MessageId}>", $"<{mail.MessageId}>"), (SampleId, mail.DigestId), .. changes]);

    private static byte[] Named(byte[] sample, params ReadOnlySpan<(string Old, string Changed)> changes)
    {
        var text = Encoding.Latin1.GetString(sample);
        foreach (var (old, changed) in changes)
            text = text.Replace(old, changed, StringComparison.Ordinal);
        return Encoding.Latin1.GetBytes(text);
    }

    private static byte[] Asking(string subject, string token) => Encoding.ASCII.GetBytes(
        $"From: {Ann}\r\nTo: search@news.example\r\nSubject: {subject.Replace("{0}", token, StringComparison.Ordinal)}\r\n\r\nunsubscribe {token}\r\n");

    private static byte[] Garbage(int length)
    {
        var bytes = new byte[length];
        new Random(3).NextBytes(bytes);
        return bytes;
    }

    private void Put(string name, byte[] bytes)
    {
        var path = _folder.File("returned/" + name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }

    private IReadOnlyList<string> Names(string folder) =>
        [.. Directory.GetFiles(_folder.File("returned/" + folder)).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
}
