using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Search.Alerts.Jobs;

/// <summary>
/// The boundary of a stage's run: what it throws is logged, and the next run tries again. A fault that stays (a damaged index, a full
/// disk) is said once, and again when it changes; its end is said too. Thread-safe.
/// </summary>
internal sealed class JobGuard
{
    private readonly ConcurrentDictionary<string, string> _faults = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> _warnings = new(StringComparer.Ordinal);

    public async Task RunAsync(Func<Task> run, string what, ILogger log, CancellationToken cancellation)
    {
        try
        {
            await run();
            if (_faults.TryRemove(what, out _))
                JobLog.WorksAgain(log, what);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The service stops; the work is taken up where it was.
        }
        catch (Exception e)
        {
            Report(e, what, log);
        }
    }

    /// <summary>Warnings that the last run of this work did not give already: what stays is said once.</summary>
    public IReadOnlyList<string> News(string what, IReadOnlyList<string> warnings)
    {
        var known = _warnings.GetValueOrDefault(what, []);
        _warnings[what] = warnings;
        return [.. warnings.Except(known, StringComparer.Ordinal)];
    }

    private void Report(Exception e, string what, ILogger log)
    {
        var known = _faults.TryGetValue(what, out var last) && last == e.Message;
        _faults[what] = e.Message;
        if (known)
            return;
        // Files that fail name themselves; other faults are ours, and need their trace.
        if (e is IOException)
            JobLog.FailedForNow(log, what, e.Message);
        else
            JobLog.Failed(log, e, what);
    }
}
