namespace Search.Queries.Tests.Searching;

/// <summary>A clock and a stopwatch that stand until they are moved. Thread-safe for reading while one thread moves it.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private long _ticks = ArticleIndex.Now.UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(GetTimestamp(), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
