using Microsoft.Extensions.Logging;
using Quartz;
using Search.Alerts.Running;

namespace Search.Alerts.Jobs;

/// <summary>Composes the mails that are due.</summary>
[DisallowConcurrentExecution]
internal sealed class DigestJob(AlertRunner runner, JobGuard guard, ILogger<DigestJob> log) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        new(guard.RunAsync(() => DigestAsync(cancellationToken), "composing digests", log, cancellationToken));

    private async Task DigestAsync(CancellationToken cancellation)
    {
        string[] others = [.. (await runner.AskAsync(cancellation)).Warnings, .. (await runner.NotifyAsync(cancellation: cancellation)).Warnings];
        var report = await runner.DigestAsync(cancellation);
        if (report.Mails > 0)
            JobLog.Composed(log, report.Mails, report.Articles);
        foreach (var warning in others.Concat(report.Warnings))
            guard.Say(warning, () => JobLog.Warning(log, warning));
    }
}
