using Microsoft.Extensions.Logging;
using Search.Alerts.Matching;
using Search.Alerts.Running;

namespace Search.Alerts.Jobs;

/// <summary>Matching as the service does it: what fails and what is found is logged. Thread-safe.</summary>
internal sealed class MatchWork(AlertRunner runner, JobGuard guard, ILogger<MatchWork> log)
{
    private const string What = "matching";

    /// <summary>Reads what changed of the alerts, and matches everything that is there.</summary>
    public Task LookAsync(CancellationToken cancellation) => guard.RunAsync(
        async () =>
        {
            await runner.PrepareMatchingAsync(cancellation);
            Report(await runner.MatchAsync(cancellation));
        },
        What, log, cancellation);

    /// <summary>Matches what this process has just stored, and what it stores in the next moments.</summary>
    public Task ArrivalsAsync(CancellationToken cancellation) =>
        guard.RunAsync(async () => Report(await runner.MatchArrivalsAsync(cancellation)), What, log, cancellation);

    private void Report(MatchReport report)
    {
        if (report.Matches > 0)
            JobLog.Matched(log, report.Articles, report.Matches);
        foreach (var broken in report.Broken)
            guard.Say(broken, () => JobLog.BrokenAlert(log, broken));
        foreach (var unreadable in report.Unreadable)
            guard.Say(unreadable, () => JobLog.UnreadableArticle(log, unreadable));
    }
}
