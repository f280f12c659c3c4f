using Microsoft.Extensions.Logging;
using Quartz;
using Search.Alerts.Running;

namespace Search.Alerts.Jobs;

/// <summary>New rows into the index, and against the alerts.</summary>
[DisallowConcurrentExecution]
internal sealed class IndexAndMatchJob(ScheduledWork work, AlertRunner runner, JobGuard guard, ILogger<IndexAndMatchJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        // A broken index must not keep alerts from being matched: both read the rows.
        await guard.RunAsync(() => work.Index(cancellationToken), "indexing", log, cancellationToken);
        await guard.RunAsync(() => MatchAsync(cancellationToken), "matching", log, cancellationToken);
    }

    private async Task MatchAsync(CancellationToken cancellation)
    {
        var report = await runner.MatchAsync(cancellation);
        if (report.Matches > 0)
            JobLog.Matched(log, report.Articles, report.Matches);
        foreach (var broken in report.Broken)
            JobLog.BrokenAlert(log, broken);
        foreach (var unreadable in report.Unreadable)
            JobLog.UnreadableArticle(log, unreadable);
    }
}
