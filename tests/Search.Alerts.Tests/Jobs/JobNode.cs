using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Search.Alerts.Jobs;
using Search.Alerts.Running;
using Search.Data;
using Search.Testing;

namespace Search.Alerts.Tests.Jobs;

/// <summary>
/// The entry point of this assembly when it is started as a program: one node of a cluster, which writes to a file when a job begins and
/// ends. A process, so that a test can kill it. Arguments: database file, log file, milliseconds between polls, connection string.
/// </summary>
internal static class JobNode
{
    /// <summary>How long each poll takes.</summary>
    public static readonly TimeSpan PollTime = TimeSpan.FromMilliseconds(700);

    public static async Task Main(string[] arguments)
    {
        using var database = await Database.OpenAsync(arguments[0]);
        using var runner = new AlertRunner(database, new RecordingTransport(), new AlertSettings());
        await using var log = new StreamWriter(arguments[1], append: true) { AutoFlush = true };
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(database).AddSingleton(runner);
        builder.Services.AddAlertJobs(Work(log, int.Parse(arguments[2], CultureInfo.InvariantCulture)), JobStore.Postgres(arguments[3]));
        using var host = builder.Build();
        await host.RunAsync();
    }

    private static ScheduledWork Work(StreamWriter log, int pollTick) => new()
    {
        Index = _ => Write(log, "index", "ran"),
        Poll = async cancellation =>
        {
            await Write(log, "feeds", "began");
            await Task.Delay(PollTime, cancellation);
            await Write(log, "feeds", "ended");
        },
        Housekeep = _ => Write(log, "housekeeping", "ran"),
        Tick = TimeSpan.FromMilliseconds(300),
        DueTick = TimeSpan.FromMilliseconds(500),
        PollTick = TimeSpan.FromMilliseconds(pollTick),
    };

    private static Task Write(StreamWriter log, string job, string what)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow():O} {job} {what}");
        lock (log)
            log.WriteLine(line);
        return Task.CompletedTask;
    }
}
