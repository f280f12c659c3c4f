using Quartz;

namespace Search.Alerts.Jobs;

/// <summary>New rows of any process, and changed alerts: the look that misses nothing. It reads rows, not the index: a broken index keeps no alert from being matched.</summary>
[DisallowConcurrentExecution]
internal sealed class MatchJob(MatchWork work) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => new(work.LookAsync(cancellationToken));
}
