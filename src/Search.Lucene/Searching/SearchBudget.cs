namespace Search.Lucene.Searching;

/// <summary>How long a search may run, and how many terms it may look at. Asked now and then; not thread-safe.</summary>
internal sealed class SearchBudget
{
    /// <summary>What sets of documents may take, all together, where expansions are limited.</summary>
    private const long MaxSetBytes = 128L << 20;

    /// <summary>The most terms next to fuzzy words that score, all together, where expansions are limited: each has buffers of its own.</summary>
    private const int MaxScored = 4_096;

    /// <summary>Into so many pieces the looks should cut the time, at least.</summary>
    private const int LooksWanted = 128;

    private readonly CancellationToken _cancellation;
    private readonly TimeProvider _clock;
    private readonly TimeSpan? _limit;
    private readonly long _start;
    private TimeSpan _looked;
    private TimeSpan _between;
    private int _expansionsLeft;
    private int _scoredLeft;
    private long _setBytesLeft;

    public SearchBudget(SearchOptions options)
    {
        _cancellation = options.CancellationToken;
        _clock = options.Clock;
        _limit = options.TimeLimit;
        _expansionsLeft = options.MaxExpansions ?? int.MaxValue;
        _scoredLeft = options.MaxExpansions is null ? int.MaxValue : MaxScored;
        _setBytesLeft = options.MaxExpansions is null ? long.MaxValue : MaxSetBytes;
        _start = _limit is null ? 0 : _clock.GetTimestamp();
    }

    private SearchBudget(SearchBudget whole, int parts)
    {
        (_cancellation, _clock, _limit, _start, _looked) = (whole._cancellation, whole._clock, whole._limit, whole._start, whole._looked);
        _expansionsLeft = whole._expansionsLeft == int.MaxValue ? int.MaxValue : whole._expansionsLeft / parts;
        _scoredLeft = whole._scoredLeft == int.MaxValue ? int.MaxValue : whole._scoredLeft / parts;
        _setBytesLeft = whole._setBytesLeft == long.MaxValue ? long.MaxValue : whole._setBytesLeft / parts;
        (WasSpent, WasCapped) = (whole.WasSpent, whole.WasCapped);
    }

    /// <summary>Of what is left the share of one of so many threads; its time counts from the same moment.</summary>
    public SearchBudget Share(int parts) => new(this, parts);

    /// <summary>Whether anything can end the search early, so that it has to look up now and then.</summary>
    public bool IsLimited => _limit is not null || _cancellation.CanBeCanceled;

    /// <summary>True when much of the time went by between the last two looks: the next should come sooner.</summary>
    public bool IsSlow => _limit is { } limit && _between > limit / LooksWanted;

    /// <summary>True once the time limit has ended the search.</summary>
    public bool WasSpent { get; private set; }

    /// <summary>True once a limit of terms, or of sets of their documents, has left something out.</summary>
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

    /// <summary>Counts a term that is to score; false when it can only match.</summary>
    public bool TryScore() => _scoredLeft > 0 && _scoredLeft-- > 0;

    /// <summary>Counts a set of so many documents; false when there is no room for it.</summary>
    public bool TryTakeSet(int documents)
    {
        var fits = documents / 8 <= _setBytesLeft;
        WasCapped |= !fits;
        _setBytesLeft -= fits ? documents / 8 : 0;
        return fits;
    }

    /// <summary>True when time is up. Throws <see cref="OperationCanceledException"/> when the caller cancelled.</summary>
    public bool IsSpent()
    {
        _cancellation.ThrowIfCancellationRequested();
        if (!WasSpent && _limit is { } limit)
            WasSpent = Look() >= limit;
        return WasSpent;
    }

    private TimeSpan Look()
    {
        var now = _clock.GetElapsedTime(_start);
        (_between, _looked) = (now - _looked, now);
        return now;
    }
}
