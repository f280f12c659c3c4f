using System.Globalization;
using Search.Alerts.Delivery;
using Search.Alerts.Editing;
using Search.Alerts.Mail;
using Search.Alerts.Retention;
using Search.Alerts.Tests.Jobs;
using Search.Data;
using Search.Data.Outbox;
using Search.Testing;

namespace Search.Alerts.Tests.Delivery;

/// <summary>Many connections at once, results recorded in groups.</summary>
public sealed class DeliveryRunTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly AlertSettings Settings = new() { From = Mailbox.Parse("Search <search@example.org>"), LocalUrl = new Uri("http://127.0.0.1:5080"), Connections = 10 };

    private readonly AlertWorld _world = new(Settings);

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    public async Task A_connection_that_hangs_delays_its_own_mail_alone(int hanging)
    {
        await QueueAsync(_world.Database, 40);
        var hang = new TaskCompletionSource<DeliveryResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var transport = new GatedTransport(envelope => envelope.Recipient == Person(hanging) ? hang.Task : Task.FromResult(GatedTransport.Taken));
        var running = Task.Run(() => new DeliveryStage(_world.Database, transport, Settings).RunAsync());

        await UntilAsync(async () => await SentAsync() == 39);
        // What is written while it hangs leaves too.
        await QueueAsync(_world.Database, 5, from: 40);
        await UntilAsync(async () => await SentAsync() == 44);
        Assert.False(running.IsCompleted);
        hang.SetResult(GatedTransport.Taken);

        Assert.Equal(45, (await running).Sent);
        Assert.Equal(45, transport.People.Distinct().Count());
        Assert.Equal(45, transport.Begun.Count);
    }

    [Fact]
    public async Task Who_leaves_while_all_connections_are_busy_gets_nothing_that_begins_after_the_answer()
    {
        await QueueAsync(_world.Database, 40);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var transport = new GatedTransport(async _ =>
        {
            await gate.Task;
            return GatedTransport.Taken;
        });
        var running = Task.Run(() => new DeliveryStage(_world.Database, transport, Settings).RunAsync());
        await UntilAsync(() => Task.FromResult(transport.Begun.Count == 10));
        var busy = transport.People.First();
        var waiting = Enumerable.Range(0, 40).Select(Person).Except(transport.People).ToList();

        // One whose mail is under way is kept until it is through; one whose mail waits for its turn is not.
        var busyLeaves = Task.Run(() => LeaveAsync(busy));
        var waitingLeave = Task.Run(() => Task.WhenAll(waiting.Take(5).Select(LeaveAsync)));
        await waitingLeave.WaitAsync(Patience);
        Assert.False(busyLeaves.IsCompleted);
        gate.SetResult();
        await busyLeaves.WaitAsync(Patience);
        await running;

        Assert.Equal(35, transport.Begun.Count);
        Assert.Empty(transport.People.Intersect(waiting.Take(5)));
        var states = (await _world.OutboxAsync()).GroupBy(mail => mail.State).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal((35, 5), (states[OutboxState.Sent], states[OutboxState.Cancelled]));
    }

    [Fact]
    public async Task A_servers_words_on_a_reader_who_was_erased_meanwhile_are_not_kept()
    {
        await QueueAsync(_world.Database, 1);
        var transport = new GatedTransport(async envelope =>
        {
            Assert.True(await new Erasure(_world.Database).RunAsync(envelope.Recipient));
            return RecordingTransport.Result(DeliveryOutcome.Rejected, 550, $"550 <{envelope.Recipient}> is no user here");
        });
        Assert.Equal(1, (await new DeliveryStage(_world.Database, transport, Settings).RunAsync()).Failed);
        Assert.DoesNotContain(Person(0), await DatabaseDump.OfAsync(_world.Database), StringComparison.OrdinalIgnoreCase);
    }

    [PostgresFact]
    public async Task Results_outlast_a_database_that_is_away_while_they_are_recorded()
    {
        await using var server = await PostgresServer.StartAsync();
        using var database = await Database.ConnectAsync(server.ConnectionString(await server.CreateDatabaseAsync()));
        await QueueAsync(database, 60);
        var crash = new Lazy<Task>(server.CrashAsync);
        var number = 0;
        var transport = new GatedTransport(async _ =>
        {
            // All that are under way are taken by the mail server while our database is gone.
            if (Interlocked.Increment(ref number) > 20)
                await crash.Value;
            return GatedTransport.Taken;
        });
        var stage = new DeliveryStage(database, transport, Settings);
        var running = Task.Run(() => stage.RunAsync());
        await UntilAsync(() => Task.FromResult(crash.IsValueCreated && crash.Value.IsCompleted));
        await server.BeginAsync();

        await RunToEndAsync(stage, running, database, 60);

        Assert.Equal(60, transport.Begun.Count);
        Assert.Equal(60, transport.People.Distinct().Count());
    }

    [PostgresFact]
    public async Task What_could_not_be_given_back_while_the_database_was_away_goes_with_the_next_run()
    {
        await using var server = await PostgresServer.StartAsync();
        using var database = await Database.ConnectAsync(server.ConnectionString(await server.CreateDatabaseAsync()));
        await QueueAsync(database, 60);
        var crashed = false;
        var transport = new GatedTransport(async envelope =>
        {
            if (envelope.Recipient != Person(0) || crashed)
                return GatedTransport.Taken;
            await server.CrashAsync();
            crashed = true;
            throw new IOException("killed with the database");
        });
        var stage = new DeliveryStage(database, transport, Settings);
        await Assert.ThrowsAnyAsync<Exception>(() => stage.RunAsync());
        await Assert.ThrowsAnyAsync<Exception>(() => stage.RunAsync());
        await server.BeginAsync();

        await RunToEndAsync(stage, stage.RunAsync(), database, 59);

        // The one of which nobody knows stays in hand until its lease ends.
        Assert.Equal(60, transport.People.Distinct().Count());
        Assert.Equal(60, transport.Begun.Count);
    }

    [PostgresFact]
    public async Task A_run_that_could_not_take_its_first_mails_takes_none_when_it_is_made_up_for()
    {
        await using var server = await PostgresServer.StartAsync();
        using var database = await Database.ConnectAsync(server.ConnectionString(await server.CreateDatabaseAsync()));
        await QueueAsync(database, 3);
        var run = new DeliveryRun(database, new GatedTransport(_ => Task.FromResult(GatedTransport.Taken)), Settings, "a");
        await server.CrashAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => run.RunAsync(CancellationToken.None));
        await server.BeginAsync();

        await run.MakeUpAsync();

        Assert.False(run.IsUnrecorded);
        Assert.Equal(3, await database.ReadAsync(session => session.Outbox.CountAsync(OutboxState.Queued)));
    }

    private static string Person(int number) => string.Create(CultureInfo.InvariantCulture, $"p{number:00}@example.org");

    private static Task QueueAsync(Database database, int count, int from = 0) => database.WriteAsync(async session =>
    {
        for (var number = from; number < from + count; number++)
        {
            var person = await session.Recipients.EnsureAsync(Person(number), isOperator: true);
            await session.Outbox.AddAsync(new OutboxDraft
            {
                DigestId = string.Create(CultureInfo.InvariantCulture, $"notice-{number}"),
                Kind = OutboxKind.Notice,
                RecipientId = person.RecipientId,
                DueAt = session.Now,
                MessageId = string.Create(CultureInfo.InvariantCulture, $"notice-{number}@example.org"),
                EnvelopeFrom = "search@example.org",
                EnvelopeTo = Person(number),
                Subject = "Notice",
                AlertCount = 0,
                ArticleCount = 0,
                Bytes = "Subject: Notice\r\n\r\n"u8.ToArray(),
            });
        }
    });

    /// <summary>Runs that fail because connections broke are followed by others, as the scheduler does, until so many mails are sent.</summary>
    private static async Task RunToEndAsync(DeliveryStage stage, Task running, Database database, int sent)
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            try
            {
                await running;
            }
            catch (Exception e) when (e is System.Data.Common.DbException or TimeoutException or IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200));
            }
            if (await IsSentAsync(database, sent))
                return;
            running = stage.RunAsync(evenAtRest: true);
        }
        Assert.Fail("not all mails were sent");
    }

    private static async Task<bool> IsSentAsync(Database database, int sent)
    {
        try
        {
            return await database.ReadAsync(session => session.Outbox.CountAsync(OutboxState.Sent)) == sent;
        }
        catch (System.Data.Common.DbException)
        {
            return false;
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, "waited too long");
            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }
    }

    private Task<long> SentAsync() => _world.Database.ReadAsync(session => session.Outbox.CountAsync(OutboxState.Sent));

    private async Task LeaveAsync(string address)
    {
        var person = (await _world.Database.ReadAsync(session => session.Recipients.FindByAddressAsync(address)))!;
        Assert.NotNull(await new Unsubscriber(_world.Database).StopAsync(person.Token));
    }
}
