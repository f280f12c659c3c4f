using Microsoft.Extensions.Logging;
using Quartz;
using Search.Alerts.Running;

namespace Search.Alerts.Jobs;

/// <summary>Takes the mail that came back, and hands over the mails whose attempt is due.</summary>
[DisallowConcurrentExecution]
internal sealed class DeliveryJob(AlertRunner runner, JobGuard guard, ILogger<DeliveryJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await guard.RunAsync(() => TakeBackAsync(cancellationToken), "reading returned mail", log, cancellationToken);
        await guard.RunAsync(() => DeliverAsync(cancellationToken), "delivering mail", log, cancellationToken);
    }

    private async Task TakeBackAsync(CancellationToken cancellation)
    {
        foreach (var fault in (await runner.ReturnsAsync(cancellation)).Faults)
            guard.Say(fault, () => JobLog.Warning(log, fault));
    }

    private async Task DeliverAsync(CancellationToken cancellation)
    {
        var report = await runner.DeliverAsync(cancellation);
        if (report.Sent + report.PickedUp + report.Retried + report.Failed + report.Expired > 0)
            JobLog.Delivered(log, report.Sent, report.PickedUp, report.Retried, report.Failed + report.Expired);
        foreach (var warning in report.Warnings)
            guard.Say(warning, () => JobLog.Warning(log, warning));
    }
}
