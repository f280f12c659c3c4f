using Microsoft.Extensions.Logging;
using Quartz;
using Search.Alerts.Running;

namespace Search.Alerts.Jobs;

/// <summary>New rows against the alerts. It reads rows, not the index: a broken index keeps no alert from being matched.</summary>
[DisallowConcurrentExecution]
internal sealed class MatchJob(AlertRunner runner, JobGuard guard, ILogger<MatchJob> log) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        new(guard.RunAsync(() => MatchAsync(cancellationToken), "matching", log, cancellationToken));

    private async Task MatchAsync(CancellationToken cancellation)
    {
        var report = await runner.MatchAsync(cancellation);
        if (report.Matches > 0)
            JobLog.Matched(log, report.Articles, report.Matches);
        foreach (var broken in report.Broken)
            guard.Say(broken, () => JobLog.BrokenAlert(log, broken));
        foreach (var unreadable in report.Unreadable)
            guard.Say(unreadable, () => JobLog.UnreadableArticle(log, unreadable));
    }
}
