using Microsoft.Extensions.Logging;
using Quartz;
using Search.Alerts.Running;

namespace Search.Alerts.Jobs;

/// <summary>What is to be done now and then: due times that a wrong clock put out of reach, and what the program asks for.</summary>
[DisallowConcurrentExecution]
internal sealed class HousekeepingJob(ScheduledWork work, AlertRunner runner, JobGuard guard, ILogger<HousekeepingJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await guard.RunAsync(() => MendAsync(cancellationToken), "mending due times", log, cancellationToken);
        await guard.RunAsync(() => work.Housekeep(cancellationToken), "housekeeping", log, cancellationToken);
    }

    private async Task MendAsync(CancellationToken cancellation)
    {
        if (await runner.MendDueTimesAsync(cancellation) is > 0 and var count)
            JobLog.Mended(log, count);
    }
}
