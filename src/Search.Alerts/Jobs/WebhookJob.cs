using Microsoft.Extensions.Logging;
using Quartz;
using Search.Alerts.Running;

namespace Search.Alerts.Jobs;

/// <summary>Writes and makes the calls of webhooks: apart from mail, which slow receivers are not to delay.</summary>
[DisallowConcurrentExecution]
internal sealed class WebhookJob(AlertRunner runner, JobGuard guard, ILogger<WebhookJob> log) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        new(guard.RunAsync(() => CallAsync(cancellationToken), "calling webhooks", log, cancellationToken));

    private async Task CallAsync(CancellationToken cancellation)
    {
        foreach (var warning in (await runner.WebhooksAsync(cancellation)).Warnings)
            guard.Say(warning, () => JobLog.Warning(log, warning));
    }
}
