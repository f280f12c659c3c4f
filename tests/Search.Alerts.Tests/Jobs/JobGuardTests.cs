using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Npgsql;
using Search.Alerts.Jobs;
using Search.Testing;

namespace Search.Alerts.Tests.Jobs;

public sealed class JobGuardTests : ILogger
{
    private readonly ManualTime _time = new();
    private readonly List<(DateTimeOffset At, string Text, Exception? Trace)> _said = [];
    private readonly JobGuard _guard;

    public JobGuardTests() => _guard = new JobGuard(_time);

    [Fact]
    public async Task A_fault_that_stays_is_said_once_and_its_end_too()
    {
        await RunForAsync(TimeSpan.FromMinutes(30), () => new IOException("_0.cfs: damaged at byte 7"));
        await RunForAsync(TimeSpan.FromMinutes(30), () => new IOException("No space left on device"));
        await RunForAsync(TimeSpan.FromMinutes(30), () => null);
        Assert.Equal(3, _said.Count);
        Assert.Contains("_0.cfs: damaged at byte 7", _said[0].Text, StringComparison.Ordinal);
        Assert.Contains("No space left", _said[1].Text, StringComparison.Ordinal);
        Assert.Equal("Works again: indexing", _said[2].Text);
    }

    [Fact]
    public async Task A_fault_is_said_at_once_and_with_its_trace_where_it_is_ours()
    {
        await RunAsync(new InvalidDataException("row 7 has no title"));
        Assert.IsType<InvalidDataException>(Assert.Single(_said).Trace);
    }

    [Fact]
    public async Task Faults_that_differ_in_numbers_only_are_one()
    {
        var random = new Random(1);
        await RunForAsync(TimeSpan.FromHours(1), () => new InvalidDataException(
            $"alert {Guid.NewGuid():N} at {_time.GetUtcNow():O}: port {random.Next(65536)} of {Guid.NewGuid()}"));
        Assert.Single(_said);
    }

    [Fact]
    public async Task Faults_with_ever_new_texts_are_a_line_a_minute_at_most_and_come_to_an_end()
    {
        var random = new Random(1);
        await RunForAsync(TimeSpan.FromHours(3), () => new InvalidDataException(new string([.. Enumerable.Range(0, 9).Select(_ => (char)random.Next('g', 'z'))])));
        Assert.InRange(_said.Count, 10, 60);
        AssertOneLineAMinute();
    }

    [Fact]
    public async Task A_stage_that_fails_every_other_time_is_a_line_a_minute_at_most()
    {
        var run = 0;
        await RunForAsync(TimeSpan.FromHours(1), () => run++ % 2 == 0 ? new IOException("flaky") : null);
        Assert.InRange(_said.Count, 2, 60);
        AssertOneLineAMinute();
        await RunForAsync(TimeSpan.FromMinutes(3), () => null);
        Assert.Equal("Works again: indexing", _said[^1].Text);
    }

    public static TheoryData<string, DbException> DatabasesThatAreDown => new()
    {
        { "no connection", new NpgsqlException("Failed to connect to 127.0.0.1:5432", new SocketException(111)) },
        { "starting", new PostgresException("the database system is starting up", "FATAL", "FATAL", "57P03") },
        { "stopped", new PostgresException("terminating connection due to administrator command", "FATAL", "FATAL", "57P01") },
        { "connections", new PostgresException("sorry, too many clients already", "FATAL", "FATAL", "53300") },
        { "disk", new PostgresException("could not extend file: No space left on device", "ERROR", "ERROR", "53100") },
        { "standby", new PostgresException("cannot execute UPDATE in a read-only transaction", "ERROR", "ERROR", "25006") },
        { "busy", new SqliteText("SQLite Error 5: 'database is locked'.") },
        { "locked", new SqliteText("SQLite Error 6: 'database table is locked'.") },
        { "read-only", new SqliteText("SQLite Error 8: 'attempt to write a readonly database'.") },
        { "disk I/O", new SqliteText("SQLite Error 10: 'disk I/O error'.") },
        { "full", new SqliteText("SQLite Error 13: 'database or disk is full'.") },
        { "gone", new SqliteText("SQLite Error 14: 'unable to open database file'.") },
    };

    [Theory]
    [MemberData(nameof(DatabasesThatAreDown))]
    public async Task A_database_that_is_down_is_said_once_in_one_line_whatever_it_says(string _, DbException fault)
    {
        var run = 0;
        await RunForAsync(TimeSpan.FromHours(1), () => run++ % 2 == 0 ? fault : new InvalidOperationException("a stage failed", fault));
        var line = Assert.Single(_said);
        Assert.Contains($"the database can't be used: {fault.Message}", line.Text, StringComparison.Ordinal);
        Assert.Null(line.Trace);
        await RunForAsync(TimeSpan.FromMinutes(2), () => null);
        Assert.Equal("Works again: indexing", _said[^1].Text);
    }

    [Fact]
    public async Task A_database_that_goes_through_all_its_troubles_is_still_one_line()
    {
        var faults = DatabasesThatAreDown.Select(row => (DbException)((object[])row)[1]).ToList();
        var run = 0;
        await RunForAsync(TimeSpan.FromHours(1), () => faults[run++ % faults.Count]);
        Assert.Single(_said);
    }

    [Theory]
    [InlineData("SQLite Error 19: 'UNIQUE constraint failed: outbox.digest_id'.")]
    public async Task A_statement_that_fails_is_a_fault_of_ours_and_keeps_its_trace(string message)
    {
        await RunAsync(new SqliteText(message));
        Assert.NotNull(Assert.Single(_said).Trace);
    }

    [Fact]
    public async Task A_service_that_stops_says_nothing()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await _guard.RunAsync(() => Task.FromCanceled(stop.Token), "indexing", this, stop.Token);
        Assert.Empty(_said);
    }

    [Fact]
    public void A_notice_is_said_once_an_hour()
    {
        var said = 0;
        for (var second = 0; second < 2 * 3600; second += 5)
        {
            _guard.Say("no PublicUrl", () => said++);
            _time.Advance(TimeSpan.FromSeconds(5));
        }
        Assert.Equal(2, said);
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _said.Add((_time.GetUtcNow(), formatter(state, exception), exception));

    private async Task RunForAsync(TimeSpan time, Func<Exception?> fault)
    {
        for (var end = _time.GetUtcNow() + time; _time.GetUtcNow() < end; _time.Advance(TimeSpan.FromSeconds(2)))
            await RunAsync(fault());
    }

    private Task RunAsync(Exception? fault) =>
        _guard.RunAsync(() => fault is null ? Task.CompletedTask : Task.FromException(fault), "indexing", this, CancellationToken.None);

    private void AssertOneLineAMinute() =>
        Assert.All(_said.Zip(_said.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At >= TimeSpan.FromMinutes(1)));

    /// <summary>What SQLite throws, told by its text as the guard does.</summary>
    private sealed class SqliteText(string message) : DbException(message);
}
