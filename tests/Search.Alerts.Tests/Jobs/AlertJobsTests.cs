using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Search.Alerts.Jobs;
using Search.Alerts.Running;
using Search.Data.Alerts;
using Search.Testing;

namespace Search.Alerts.Tests.Jobs;

public sealed class AlertJobsTests
{
    [Fact]
    public async Task The_scheduler_runs_every_job_again_and_again_and_stops_with_the_program()
    {
        using var data = new TemporaryDatabase();
        using var indexed = new CountdownEvent(3);
        using var polled = new CountdownEvent(3);
        using var kept = new CountdownEvent(3);
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton(data.Database).AddSingleton(new AlertRunner(data.Database, new RecordingTransport(), new AlertSettings()));
        builder.Services.AddAlertJobs(new ScheduledWork
        {
            Index = _ => Signal(indexed),
            Poll = _ => Signal(polled),
            Housekeep = _ => Signal(kept),
            Tick = TimeSpan.FromMilliseconds(20),
            DueTick = TimeSpan.FromMilliseconds(20),
            PollTick = TimeSpan.FromMilliseconds(20),
            HousekeepingTick = TimeSpan.FromMilliseconds(20),
        }, JobStore.Memory);
        using var host = builder.Build();
        await host.StartAsync();

        Assert.True(indexed.Wait(TimeSpan.FromSeconds(30)));
        Assert.True(polled.Wait(TimeSpan.FromSeconds(30)));
        Assert.True(kept.Wait(TimeSpan.FromSeconds(30)));
        await host.StopAsync();
    }

    [Fact]
    public async Task What_is_stored_is_matched_without_waiting_for_the_next_look()
    {
        using var world = new AlertWorld();
        var alert = await world.AddAlertAsync();
        var builder = Host.CreateApplicationBuilder();
        using var runner = new AlertRunner(world.Database, new RecordingTransport(), new AlertSettings());
        builder.Services.AddSingleton(world.Database).AddSingleton(runner);
        builder.Services.AddAlertJobs(new ScheduledWork { Index = _ => Task.CompletedTask, Poll = _ => Task.CompletedTask, Tick = TimeSpan.FromHours(1) }, JobStore.Memory);
        using var host = builder.Build();
        await host.StartAsync();
        // The one look at the start is over: the next one is an hour away.
        await world.IngestAsync("1", "Qalamoun");
        await UntilAsync(world, alert, 1);
        await world.IngestAsync("2", "Qalamoun");
        await UntilAsync(world, alert, 2);
        await host.StopAsync();
    }

    private static async Task UntilAsync(AlertWorld world, Alert alert, int matches)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await world.MatchesAsync(alert)).Count < matches)
            await Task.Delay(5, patience.Token);
    }

    /// <summary>Fails once it was counted: a job that throws must run again.</summary>
    private static Task Signal(CountdownEvent runs)
    {
        if (!runs.IsSet)
            runs.Signal();
        throw new InvalidDataException("a stage that fails");
    }
}
