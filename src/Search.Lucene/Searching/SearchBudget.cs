namespace Search.Lucene.Searching;

/// <summary>How long a search may run, and how many terms it may look at. Asked now and then; not thread-safe.</summary>
internal sealed class SearchBudget
{
    private readonly CancellationToken _cancellation;
    private readonly TimeProvider _clock;
    private readonly TimeSpan? _limit;
    private readonly long _start;
    private int _expansionsLeft;

    public SearchBudget(SearchOptions options)
    {
        _cancellation = options.CancellationToken;
        _clock = options.Clock;
        _limit = options.TimeLimit;
        _expansionsLeft = options.MaxExpansions ?? int.MaxValue;
        _start = _limit is null ? 0 : _clock.GetTimestamp();
    }

    /// <summary>Whether anything can end the search early, so that it has to look up now and then.</summary>
    public bool IsLimited => _limit is not null || _cancellation.CanBeCanceled;

    /// <summary>True once the time limit has ended the search.</summary>
    public bool WasSpent { get; private set; }

    /// <summary>True once the limit of expansions has left terms out.</summary>
    public bool WasCapped { get; private set; }

    /// <summary>Neither time nor terms were lacking.</summary>
    public bool WasComplete => !WasSpent && !WasCapped;

    /// <summary>Counts a term that a condition stands for; false when it may not be looked at any more.</summary>
    public bool TryExpand()
    {
        WasCapped |= _expansionsLeft == 0;
        if (_expansionsLeft is > 0 and < int.MaxValue)
            _expansionsLeft--;
        return !WasCapped;
    }

    /// <summary>True when time is up. Throws <see cref="OperationCanceledException"/> when the caller cancelled.</summary>
    public bool IsSpent()
    {
        _cancellation.ThrowIfCancellationRequested();
        if (!WasSpent && _limit is { } limit)
            WasSpent = _clock.GetElapsedTime(_start) >= limit;
        return WasSpent;
    }
}
