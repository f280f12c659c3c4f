using System.Globalization;
using Search.Alerts.Jobs;
using Search.Testing;

namespace Search.Alerts.Tests.Jobs;

public sealed class NightlyTests : IDisposable
{
    private static readonly TimeOnly At = new(2, 10);

    private readonly TemporaryDatabase _data = new();
    private int _runs;

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task It_runs_once_a_night()
    {
        for (var look = 0; look < 5 * 24 * 12; look++)
        {
            await LookAsync();
            _data.Time.Advance(TimeSpan.FromMinutes(5));
        }
        // From noon to noon: five nights.
        Assert.Equal(5, _runs);
    }

    [Fact]
    public async Task New_work_waits_for_its_first_night()
    {
        Assert.False(await LookAsync());
        SetClock("2015-03-18T02:09:59Z");
        Assert.False(await LookAsync());
        SetClock("2015-03-18T02:10:00Z");
        Assert.True(await LookAsync());
    }

    [Fact]
    public async Task Nights_that_were_missed_are_one_run_at_the_first_look()
    {
        await LookAsync();
        SetClock("2015-03-21T09:00:00Z");
        Assert.True(await LookAsync());
        Assert.False(await LookAsync());
        SetClock("2015-03-22T02:10:00Z");
        Assert.True(await LookAsync());
    }

    [Fact]
    public async Task A_run_that_failed_is_tried_again()
    {
        await LookAsync();
        SetClock("2015-03-18T02:10:00Z");
        var nightly = new Nightly(_data.Database);
        await Assert.ThrowsAsync<InvalidDataException>(() => nightly.RunIfDueAsync("sweep", At, _ => throw new InvalidDataException(), CancellationToken.None));
        Assert.True(await LookAsync());
    }

    [Fact]
    public async Task A_clock_that_ran_ahead_and_was_set_right_keeps_no_night_from_its_run()
    {
        await LookAsync();
        SetClock("2016-03-18T03:00:00Z");
        Assert.True(await LookAsync());
        SetClock("2015-03-18T03:00:00Z");
        Assert.True(await LookAsync());
        Assert.False(await LookAsync());
        SetClock("2015-03-19T02:15:00Z");
        Assert.True(await LookAsync());
    }

    private Task<bool> LookAsync() => new Nightly(_data.Database).RunIfDueAsync(
        "sweep",
        At,
        _ =>
        {
            _runs++;
            return Task.CompletedTask;
        },
        CancellationToken.None);

    private void SetClock(string now) => _data.Time.Set(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture));
}
