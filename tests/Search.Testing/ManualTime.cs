namespace Search.Testing;

/// <summary>A clock that stands until it is moved. Thread-safe for reading while one thread moves it. Timers run on the machine's time.</summary>
public sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    /// <summary>Starts at the noon of 17 March 2015, UTC.</summary>
    public ManualTime()
        : this(new DateTimeOffset(2015, 3, 17, 12, 0, 0, TimeSpan.Zero))
    {
    }

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    public void Set(DateTimeOffset now) => Interlocked.Exchange(ref _ticks, now.UtcTicks);
}
