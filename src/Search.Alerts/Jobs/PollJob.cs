using Microsoft.Extensions.Logging;
using Quartz;

namespace Search.Alerts.Jobs;

/// <summary>Polls the feeds that are due.</summary>
[DisallowConcurrentExecution]
internal sealed class PollJob(ScheduledWork work, JobGuard guard, ILogger<PollJob> log) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        new(guard.RunAsync(() => work.Poll(cancellationToken), "polling feeds", log, cancellationToken));
}
