using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Search.Alerts.Jobs;
using Search.Alerts.Running;
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

    /// <summary>Fails once it was counted: a job that throws must run again.</summary>
    private static Task Signal(CountdownEvent runs)
    {
        if (!runs.IsSet)
            runs.Signal();
        throw new InvalidDataException("a stage that fails");
    }
}
