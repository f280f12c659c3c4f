using Microsoft.Extensions.Logging;

namespace Search.Alerts.Jobs;

/// <summary>The boundary of a stage's run: what it throws is logged, and the next run tries again.</summary>
internal static class JobGuard
{
    public static async Task RunAsync(Func<Task> run, string what, ILogger log, CancellationToken cancellation)
    {
        try
        {
            await run();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The service stops; the work is taken up where it was.
        }
        catch (Exception e)
        {
            JobLog.Failed(log, e, what);
        }
    }
}
