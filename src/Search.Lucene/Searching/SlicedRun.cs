using System.Runtime.ExceptionServices;

namespace Search.Lucene.Searching;

/// <summary>Does the parts of a search on the caller's thread and on threads of the pool that are free: the caller waits for no thread that is not.</summary>
public sealed class SlicedRun
{
    private readonly Action<int> _run;
    private readonly int[] _taken;
    private readonly Exception?[] _failures;
    private volatile bool _hasFailed;

    private SlicedRun(int parts, Action<int> run) => (_run, _taken, _failures) = (run, new int[parts], new Exception?[parts]);

    /// <summary>Returns when all parts are done; when one fails, when those are that had begun by then. Throws what it has thrown, rather than that another was cancelled.</summary>
    /// <param name="parts">How many: at least one.</param>
    /// <param name="run">Does the part of a number, from 0.</param>
    public static void Run(int parts, Action<int> run)
    {
        var sliced = new SlicedRun(parts, run);
        var helpers = new Task[parts - 1];
        for (var part = parts - 1; part > 0; part--)
        {
            var number = part;
            helpers[part - 1] = Task.Run(() => sliced.TryRun(number));
        }
        for (var part = 0; part < parts; part++)
        {
            // Begun by a helper, who ends it; else nobody will any more.
            if (!sliced.TryRun(part))
                helpers[part - 1].GetAwaiter().GetResult();
        }
        if ((Array.Find(sliced._failures, failure => failure is not (null or OperationCanceledException)) ?? Array.Find(sliced._failures, failure => failure is not null)) is { } first)
            ExceptionDispatchInfo.Throw(first);
    }

    /// <summary>False when another thread has begun the part.</summary>
    private bool TryRun(int part)
    {
        if (Interlocked.Exchange(ref _taken[part], 1) != 0)
            return false;
        try
        {
            if (!_hasFailed)
                _run(part);
        }
        catch (Exception e)
        {
            // Thrown on the caller's thread.
            (_failures[part], _hasFailed) = (e, true);
        }
        return true;
    }
}
