using Microsoft.Extensions.Logging;

namespace Search.Alerts.Jobs;

/// <summary>
/// The boundary of a stage's run: what it throws is logged, and the next run tries again. A fault that stays (a database that is down, a
/// damaged index, a full disk) is said once, and its end; faults that differ in numbers only are one. No more than one line a minute for
/// each stage, whatever happens; what comes sooner is said later if it is still so. Thread-safe.
/// </summary>
internal sealed class JobGuard(TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan NoticePause = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, FaultState> _faults = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _notices = new(StringComparer.Ordinal);

    public async Task RunAsync(Func<Task> run, string what, ILogger log, CancellationToken cancellation)
    {
        try
        {
            await run();
            Works(what, log);
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

    /// <summary>Says something that runs may find again and again: once an hour.</summary>
    public void Say(string notice, Action say)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (_notices.TryGetValue(notice, out var last) && !IsOver(NoticePause, last, now))
                return;
            foreach (var old in _notices.Where(pair => IsOver(NoticePause, pair.Value, now)).Select(pair => pair.Key).ToList())
                _notices.Remove(old);
            _notices[notice] = now;
        }
        say();
    }

    private void Works(string what, ILogger log)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (!_faults.TryGetValue(what, out var state) || !state.IsOpen || !IsOver(Pause, state.LastLine, now))
                return;
            state.Worked(now);
        }
        JobLog.WorksAgain(log, what);
    }

    private void Report(Exception e, string what, ILogger log)
    {
        var fault = Fault.Of(e);
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (_faults.TryGetValue(what, out var state) && (state.IsSaid(fault) || !IsOver(Pause, state.LastLine, now)))
                return;
            _faults[what] = (state ?? new FaultState()).Said(fault, now);
        }
        if (fault.NamesItself)
            JobLog.FailedForNow(log, what, fault.Reason);
        else
            JobLog.Failed(log, e, what);
    }

    // In either direction: a clock that was set back must not make it silent.
    private static bool IsOver(TimeSpan pause, DateTimeOffset last, DateTimeOffset now) => (now - last).Duration() >= pause;
}
