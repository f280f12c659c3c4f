using Microsoft.Extensions.Logging;
using Quartz;

namespace Search.Alerts.Jobs;

/// <summary>New rows into this node's index.</summary>
[DisallowConcurrentExecution]
internal sealed class IndexJob(ScheduledWork work, JobGuard guard, ILogger<IndexJob> log) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        new(guard.RunAsync(() => work.Index(cancellationToken), "indexing", log, cancellationToken));
}
