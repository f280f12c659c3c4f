using Search.Alerts.Delivery;
using Search.Alerts.Mail;
using Search.Data;
using Search.Data.Alerts;
using Search.Data.Outbox;
using Search.Testing;

namespace Search.Alerts.Tests.Delivery;

public sealed class DeliveryStageTests : IDisposable
{
    private readonly AlertWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_queued_mail_is_handed_over_once_with_its_exact_bytes()
    {
        await QueueAsync("owner@example.org");
        Assert.Equal(1, (await _world.Delivery.RunAsync()).Sent);
        Assert.Equal(0, (await _world.Delivery.RunAsync()).Sent);

        var mail = Assert.Single(await _world.OutboxAsync());
        var sent = Assert.Single(_world.Transport.Mails);
        Assert.Equal(mail.Bytes, sent.Bytes);
        Assert.Equal(new Envelope("search@example.org", "owner@example.org"), sent.Envelope);
        Assert.Equal((OutboxState.Sent, 1, "250 ok"), (mail.State, mail.Attempts, mail.LastReply));
        Assert.Equal(_world.Time.GetUtcNow(), mail.SentAt);
    }

    [Fact]
    public async Task A_mail_that_is_not_taken_now_is_tried_ever_more_rarely_for_five_days()
    {
        await QueueAsync("owner@example.org");
        _world.Transport.Answer = (_, _) => RecordingTransport.Result(DeliveryOutcome.Retry, 451, "451 greylisted");
        var pauses = new List<TimeSpan>();
        var started = _world.Time.GetUtcNow();
        while ((await MailAsync()) is { State: OutboxState.Queued } mail)
        {
            _world.Time.Set(mail.NextAttemptAt!.Value);
            await _world.Delivery.RunAsync();
            pauses.Add(((await MailAsync()).NextAttemptAt ?? _world.Time.GetUtcNow()) - _world.Time.GetUtcNow());
        }

        Assert.Equal([1, 5, 15, 30, 60, 120, 240, 240], pauses.Take(8).Select(pause => pause.TotalMinutes));
        Assert.Equal(OutboxState.Expired, (await MailAsync()).State);
        Assert.InRange(_world.Time.GetUtcNow() - started, TimeSpan.FromDays(5), TimeSpan.FromDays(5.2));
        var bytes = (await MailAsync()).Bytes;
        Assert.All(_world.Transport.Mails, sent => Assert.Equal(bytes, sent.Bytes));
    }

    [Fact]
    public async Task An_address_that_is_refused_for_good_is_suspended_and_blocks_no_other()
    {
        await QueueAsync("gone@example.org", "there@example.org");
        _world.Transport.Answer = (envelope, _) => envelope.Recipient == "gone@example.org"
            ? RecordingTransport.Result(DeliveryOutcome.Rejected, 550, "550 no such user")
            : RecordingTransport.Result(DeliveryOutcome.Delivered, 250, "250 ok");

        var report = await _world.Delivery.RunAsync();

        Assert.Equal((1, 1), (report.Sent, report.Failed));
        Assert.Contains("gone@example.org was refused", Assert.Single(report.Warnings));
        var gone = await RecipientAsync("gone@example.org");
        Assert.Equal("550 no such user", gone.SuspendedReason);
        Assert.False(gone.Reachable);
    }

    [Fact]
    public async Task A_server_that_does_not_take_our_mail_at_all_is_nobodys_fault_and_ends_the_run()
    {
        await QueueAsync("a@example.org", "b@example.org", "c@example.org");
        _world.Transport.Answer = (_, _) => RecordingTransport.Result(DeliveryOutcome.ServerRefused, 535, "535 wrong password");

        var report = await _world.Delivery.RunAsync();

        Assert.Single(_world.Transport.Mails);
        Assert.Contains("535 wrong password", Assert.Single(report.Warnings));
        Assert.All(await _world.OutboxAsync(), mail => Assert.Equal(OutboxState.Queued, mail.State));
        Assert.Null((await RecipientAsync("a@example.org")).SuspendedAt);
        _world.Transport.Answer = (_, _) => RecordingTransport.Result(DeliveryOutcome.Delivered, 250, "250 ok");
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(3, (await _world.Delivery.RunAsync()).Sent);
    }

    [Fact]
    public async Task Killed_before_the_server_had_it_the_mail_is_sent_by_the_next_process_after_the_lease()
    {
        await QueueAsync("owner@example.org");
        _world.Transport.Answer = (_, _) => throw new IOException("killed");
        await Assert.ThrowsAsync<IOException>(() => _world.Delivery.RunAsync());

        _world.Transport.Answer = (_, _) => RecordingTransport.Result(DeliveryOutcome.Delivered, 250, "250 ok");
        var next = NewProcess(_world.Database);
        Assert.Equal(0, (await next.RunAsync()).Sent);
        _world.Time.Advance(TimeSpan.FromMinutes(21));
        Assert.Equal(1, (await next.RunAsync()).Sent);
    }

    [Fact]
    public async Task Killed_between_the_servers_250_and_our_commit_the_repeat_is_the_same_bytes()
    {
        await QueueAsync("owner@example.org");
        var killed = true;
        _world.Transport.Answer = (_, _) => killed ? throw new IOException("killed after 250") : RecordingTransport.Result(DeliveryOutcome.Delivered, 250, "250 ok");
        await Assert.ThrowsAsync<IOException>(() => _world.Delivery.RunAsync());
        killed = false;
        _world.Time.Advance(TimeSpan.FromMinutes(21));
        await NewProcess(_world.Database).RunAsync();

        Assert.Equal(2, _world.Transport.Mails.Count);
        Assert.Equal(_world.Transport.Mails[0].Bytes, _world.Transport.Mails[1].Bytes);
    }

    [Fact]
    public async Task Claims_of_a_process_of_this_machine_that_is_no_more_are_free_at_once()
    {
        await QueueAsync("owner@example.org");
        var dead = $"{Environment.MachineName}/{int.MaxValue}/dead";
        await _world.Database.WriteAsync(session => session.Outbox.ClaimDueAsync(dead, TimeSpan.FromMinutes(20), 10));

        Assert.True(ClaimOwner.IsDead(dead));
        Assert.False(ClaimOwner.IsDead(ClaimOwner.New()));
        Assert.False(ClaimOwner.IsDead($"elsewhere/{int.MaxValue}/dead"));
        Assert.Equal(1, (await _world.Delivery.RunAsync()).Sent);
    }

    [Fact]
    public async Task Several_processes_at_once_hand_over_each_mail_once()
    {
        await QueueAsync([.. Enumerable.Range(0, 60).Select(at => $"p{at}@example.org")]);
        using var other = _world.OpenAgain();

        await Task.WhenAll(
            Task.Run(() => NewProcess(_world.Database).RunAsync()),
            Task.Run(() => NewProcess(other).RunAsync()),
            Task.Run(() => NewProcess(other).RunAsync()));

        Assert.Equal(60, _world.Transport.Mails.Count);
        Assert.Equal(60, _world.Transport.Mails.Select(mail => mail.Envelope.Recipient).Distinct().Count());
    }

    [Fact]
    public async Task Nothing_goes_out_after_an_unsubscription_even_when_it_was_claimed()
    {
        await QueueAsync("a@example.org", "b@example.org");
        _world.Transport.Answer = (_, number) =>
        {
            if (number == 0)
                UnsubscribeAsync("b@example.org").GetAwaiter().GetResult();
            return RecordingTransport.Result(DeliveryOutcome.Delivered, 250, "250 ok");
        };

        Assert.Equal(1, (await _world.Delivery.RunAsync()).Sent);
        Assert.Equal("a@example.org", Assert.Single(_world.Transport.Mails).Envelope.Recipient);
    }

    [Fact]
    public async Task Stopping_one_alert_while_its_mail_is_handed_over_does_not_tell_the_other_alerts_articles_in_a_second_mail()
    {
        await _world.AddAlertAsync("Storms", "storm");
        await _world.AddAlertAsync("Floods", "flood");
        await _world.IngestAsync("1", "A storm");
        await _world.IngestAsync("2", "A flood");
        Assert.Equal(1, (await _world.TellAsync()).Mails);
        _world.Transport.Answer = (_, _) =>
        {
            StopAsync("Storms").GetAwaiter().GetResult();
            return RecordingTransport.Result(DeliveryOutcome.Delivered, 250, "250 ok");
        };
        await _world.Delivery.RunAsync();

        _world.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, (await _world.Digest.RunAsync()).Mails);
        await _world.Delivery.RunAsync();

        Assert.Single(_world.Transport.Mails);
        Assert.Equal(OutboxState.Sent, (await MailAsync()).State);
    }

    [Fact]
    public async Task A_mail_that_was_not_taken_while_its_reader_left_is_called_back()
    {
        await QueueAsync("owner@example.org");
        _world.Transport.Answer = (_, _) =>
        {
            UnsubscribeAsync("owner@example.org").GetAwaiter().GetResult();
            return RecordingTransport.Result(DeliveryOutcome.Retry, 451, "451 greylisted");
        };
        await _world.Delivery.RunAsync();

        Assert.Equal(OutboxState.Cancelled, (await MailAsync()).State);
        _world.Time.Advance(TimeSpan.FromHours(1));
        await _world.Delivery.RunAsync();
        Assert.Single(_world.Transport.Mails);
    }

    [Theory]
    [InlineData("died here", 0)]
    [InlineData("died elsewhere", 21)]
    public async Task A_mail_in_the_hands_of_a_process_that_died_is_called_back_when_its_reader_left_meanwhile(string how, int leaseMinutes)
    {
        await QueueAsync("owner@example.org");
        var machine = how == "died here" ? Environment.MachineName : "elsewhere";
        var dead = new DeliveryStage(_world.Database, _world.Transport, _world.Settings with { Owner = $"{machine}/{int.MaxValue}/dead" });
        _world.Transport.Answer = (_, _) => throw new IOException("killed");
        await Assert.ThrowsAsync<IOException>(() => dead.RunAsync());
        await UnsubscribeAsync("owner@example.org");

        _world.Time.Advance(TimeSpan.FromMinutes(leaseMinutes));
        await _world.Delivery.RunAsync();

        Assert.Single(_world.Transport.Mails);
        Assert.Equal(OutboxState.Cancelled, (await MailAsync()).State);
    }

    [Fact]
    public async Task A_server_that_refuses_one_run_does_not_let_the_mail_of_another_run_go_twice()
    {
        await QueueAsync("a@example.org", "b@example.org");
        var refusing = new RecordingTransport { Answer = (_, _) => RecordingTransport.Result(DeliveryOutcome.ServerRefused, 535, "535 wrong password") };
        _world.Transport.Answer = (_, number) =>
        {
            // The service's job and a pressed button run beside each other under one owner; the other run is refused now, and gives back.
            if (number == 0)
            {
                QueueForAsync("c@example.org").GetAwaiter().GetResult();
                new DeliveryStage(_world.Database, refusing, _world.Settings).RunAsync().GetAwaiter().GetResult();
            }
            return RecordingTransport.Result(DeliveryOutcome.Delivered, 250, "250 ok");
        };
        await _world.Delivery.RunAsync();
        await _world.Delivery.RunAsync();

        Assert.Equal(["a@example.org", "b@example.org"], _world.Transport.Mails.Select(mail => mail.Envelope.Recipient).Order());
        Assert.Single(refusing.Mails, mail => mail.Envelope.Recipient == "c@example.org");
    }

    [Fact]
    public async Task Mail_for_the_pickup_folder_is_written_there_and_not_sent_when_a_server_is_set_later()
    {
        using var folder = new TemporaryFolder();
        await QueueAsync("owner@example.org");
        var pickup = new DeliveryStage(_world.Database, new PickupTransport(folder.Path), _world.Settings);
        Assert.Equal(1, (await pickup.RunAsync()).PickedUp);

        Assert.Equal(0, (await _world.Delivery.RunAsync()).Sent);
        Assert.Equal((await MailAsync()).Bytes, File.ReadAllBytes(Assert.Single(Directory.GetFiles(folder.Path, "*.eml"))));
        Assert.Equal(OutboxState.PickedUp, (await MailAsync()).State);
    }

    private async Task QueueAsync(params IReadOnlyList<string> addresses)
    {
        await _world.AddAlertAsync(with: request => request with { To = addresses });
        await _world.IngestAsync("1", "Qalamoun");
        Assert.Equal(addresses.Count, (await _world.TellAsync()).Mails);
    }

    /// <summary>A mail that is written while others are under way.</summary>
    private Task QueueForAsync(string address) => _world.Database.WriteAsync(async session =>
    {
        var person = await session.Recipients.EnsureAsync(address, isOperator: true);
        await session.Outbox.AddAsync(new OutboxDraft
        {
            DigestId = address,
            Kind = OutboxKind.Notice,
            RecipientId = person.RecipientId,
            DueAt = session.Now,
            MessageId = $"notice.{address}",
            EnvelopeFrom = "search@example.org",
            EnvelopeTo = address,
            Subject = "Notice",
            AlertCount = 0,
            ArticleCount = 0,
            Bytes = "Subject: Notice\r\n\r\n"u8.ToArray(),
        });
    });

    private DeliveryStage NewProcess(Database database) =>
        new(database, _world.Transport, _world.Settings with { Owner = ClaimOwner.New() });

    private async Task<OutboxMessage> MailAsync() => Assert.Single(await _world.OutboxAsync());

    private async Task<Recipient> RecipientAsync(string address) =>
        (await _world.Database.ReadAsync(session => session.Recipients.FindByAddressAsync(address)))!;

    private Task StopAsync(string alert) => _world.Database.WriteAsync(async session =>
    {
        var subscriptions = await session.Subscriptions.OfAlertAsync(Assert.Single(await session.Alerts.FindByNameAsync(alert)).AlertId);
        await session.Subscriptions.UnsubscribeAsync(Assert.Single(subscriptions).SubscriptionId);
    });

    private async Task UnsubscribeAsync(string address)
    {
        var person = await RecipientAsync(address);
        await _world.Database.WriteAsync(session => session.Recipients.UnsubscribeAsync(person.RecipientId));
    }
}
