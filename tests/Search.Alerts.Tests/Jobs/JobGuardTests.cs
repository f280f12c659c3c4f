using Microsoft.Extensions.Logging;
using Search.Alerts.Jobs;

namespace Search.Alerts.Tests.Jobs;

public sealed class JobGuardTests : ILogger
{
    private readonly JobGuard _guard = new();
    private readonly List<string> _said = [];

    [Fact]
    public async Task A_fault_that_stays_is_said_once_and_its_end_too()
    {
        await RunAsync(new IOException("_0.cfs: damaged at byte 7"));
        await RunAsync(new IOException("_0.cfs: damaged at byte 7"));
        await RunAsync(new IOException("No space left on device"));
        await RunAsync(null);
        await RunAsync(null);
        Assert.Equal(3, _said.Count);
        Assert.Contains("_0.cfs: damaged at byte 7", _said[0], StringComparison.Ordinal);
        Assert.Contains("No space left", _said[1], StringComparison.Ordinal);
        Assert.Equal("Works again: indexing", _said[2]);
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _said.Add(formatter(state, exception));

    private Task RunAsync(Exception? fault) =>
        _guard.RunAsync(() => fault is null ? Task.CompletedTask : Task.FromException(fault), "indexing", this, CancellationToken.None);
}
