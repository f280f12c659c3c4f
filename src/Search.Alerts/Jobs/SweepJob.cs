using Microsoft.Extensions.Logging;
using Quartz;

namespace Search.Alerts.Jobs;

/// <summary>Looks every few minutes whether tonight's sweep is done, and does it if not.</summary>
[DisallowConcurrentExecution]
internal sealed class SweepJob(ScheduledWork work, Nightly nightly, JobGuard guard, ILogger<SweepJob> log) : IJob
{
    private const string Name = "sweep";

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        new(guard.RunAsync(() => nightly.RunIfDueAsync(Name, work.SweepAt, work.Sweep, cancellationToken), "the nightly sweep", log, cancellationToken));
}
