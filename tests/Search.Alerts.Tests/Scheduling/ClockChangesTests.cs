using System.Globalization;
using Search.Alerts.Editing;
using Search.Alerts.Running;
using Search.Data.Alerts;

namespace Search.Alerts.Tests.Scheduling;

/// <summary>Clocks that jump, machines that were off, and people who edit meanwhile: what the stages tell, and when.</summary>
public sealed class ClockChangesTests : IDisposable
{
    private readonly AlertWorld _world = new();
    private readonly AlertRunner _runner;
    private int _articles;

    public ClockChangesTests() => _runner = new AlertRunner(_world.Database, _world.Transport, _world.Settings);

    public void Dispose()
    {
        _runner.Dispose();
        _world.Dispose();
    }

    [Theory]
    [InlineData("hourly", 1)]
    [InlineData("daily 07:00", 1)]
    [InlineData("daily 07:00", 24)]
    [InlineData("hourly", 24)]
    [InlineData("weekly tue 07:00", 24)]
    [InlineData("monthly 17 07:00", 24)]
    [InlineData("cron 0 0 7 * * ?", 24)]
    public async Task A_clock_that_is_set_back_by_up_to_a_day_tells_no_due_time_twice(string rate, int hours)
    {
        await StartAsync("2015-03-17T06:30:00Z", rate);
        await RunUntilAsync("2015-03-17T07:30:00Z");
        SetClock(Now.AddHours(-hours));
        await RunUntilAsync("2015-03-18T12:10:00Z");

        var due = await DueTimesAsync();
        Assert.Equal(due.Distinct(), due);
        Assert.Contains(Time("2015-03-17T07:00:00Z"), due);
        if (rate == "daily 07:00")
            Assert.Equal([Time("2015-03-17T07:00:00Z"), Time("2015-03-18T07:00:00Z")], due);
        Assert.NotEqual(0, await ToldAsync());
    }

    [Theory]
    [InlineData("daily 07:00")]
    [InlineData("hourly")]
    public async Task An_edit_after_the_clock_was_set_back_tells_no_due_time_twice(string rate)
    {
        var alert = await StartAsync("2015-03-17T06:30:00Z", rate);
        await RunUntilAsync("2015-03-17T07:30:00Z");
        SetClock(Time("2015-03-17T06:40:00Z"));
        await EditAsync(alert, rate);
        await _world.Editor.PauseAsync(alert.AlertId, PauseMode.Collect);
        await _world.Editor.ResumeAsync(alert.AlertId);
        await RunUntilAsync("2015-03-17T07:50:00Z");
        Assert.Equal([Time("2015-03-17T07:00:00Z")], await DueTimesAsync());
        await RunUntilAsync("2015-03-18T07:10:00Z");
        Assert.Equal(rate == "hourly" ? 25 : 2, (await DueTimesAsync()).Count);
    }

    [Fact]
    public async Task All_told_at_once_before_a_due_time_that_was_told_does_not_make_it_due_again()
    {
        await StartAsync("2015-03-17T06:30:00Z", "daily 07:00");
        await RunUntilAsync("2015-03-17T07:30:00Z");
        SetClock(Time("2015-03-17T06:40:00Z"));
        await ArticleAsync();
        await _runner.RunAllAsync();
        await RunUntilAsync("2015-03-17T08:00:00Z");
        Assert.Equal([Time("2015-03-17T07:00:00Z"), Time("2015-03-17T06:40:00Z")], await DueTimesAsync());
    }

    [Theory]
    [InlineData("daily 07:00", "2015-03-18T07:00:00Z")]
    [InlineData("hourly", "2015-03-17T14:00:00Z")]
    [InlineData("immediate", "2015-03-17T14:10:00Z")]
    [InlineData("weekly thu 07:00", "2015-03-19T07:00:00Z")]
    [InlineData("monthly 20 07:00", "2015-03-20T07:00:00Z")]
    [InlineData("cron 0 0 7 * * ?", "2015-03-18T07:00:00Z")]
    public async Task A_clock_that_ran_a_year_ahead_and_was_set_right_keeps_no_alert_silent(string rate, string next)
    {
        await StartAsync("2015-03-17T13:00:00Z", rate);
        SetClock(Time("2016-03-17T13:00:00Z"));
        await ArticleAsync();
        await _runner.RunDueAsync();
        await RunUntilAsync("2016-03-17T15:30:00Z");
        var before = (await DueTimesAsync()).Count;
        SetClock(Time("2015-03-17T13:10:00Z"));
        await RunUntilAsync(Text(Time(next).AddMinutes(20)), minutes: 20);

        var due = (await DueTimesAsync()).Skip(before).ToList();
        Assert.NotEmpty(due);
        Assert.True(due[0] <= Time(next), $"{due[0]:O}");
        Assert.Equal(due.Distinct(), due);
    }

    [Fact]
    public async Task Due_times_of_an_honest_clock_are_left_alone()
    {
        var rates = new[] { "immediate", "hourly", "daily 07:00", "weekly mon 07:00", "monthly 31 07:00", "cron 0 0 7 1 1 ?", "cron 0 0 7 1 1 ? 2030" };
        foreach (var rate in rates)
            await _world.AddAlertAsync(rate, with: request => request with { Rate = rate, Zone = "Asia/Beirut", QuietFrom = "22:00", QuietTo = "09:00" });
        await ArticleAsync();
        await _runner.MatchAsync();
        for (var hour = 0; hour < 24 * 40; hour++)
        {
            Assert.Equal(0, await _runner.MendDueTimesAsync());
            _world.Time.Advance(TimeSpan.FromHours(1));
            await _runner.DigestAsync();
        }
    }

    [Theory]
    [InlineData("hourly", "2015-03-20T17:00:00Z")]
    [InlineData("daily 07:00", "2015-03-21T07:00:00Z")]
    [InlineData("weekdays 07:00", "2015-03-23T07:00:00Z")]
    [InlineData("weekly wed 07:00", "2015-03-25T07:00:00Z")]
    [InlineData("monthly 18 07:00", "2015-04-18T07:00:00Z")]
    [InlineData("cron 0 0 7 * * ?", "2015-03-21T07:00:00Z")]
    public async Task Three_days_without_a_machine_are_one_digest_and_then_the_rhythm_goes_on(string rate, string next)
    {
        var alert = await StartAsync("2015-03-17T16:20:00Z", rate);
        await ArticleAsync();
        await ArticleAsync();
        SetClock(Time("2015-03-20T16:20:00Z"));
        await _runner.RunDueAsync();
        await _runner.RunDueAsync();

        Assert.Single(await DueTimesAsync());
        Assert.Equal(Time(next), (await SubscriptionAsync(alert)).NextDueAt);
        await RunUntilAsync(Text(Time(next).AddMinutes(-1)), minutes: 240);
        Assert.Single(await DueTimesAsync());
        await RunUntilAsync(Text(Time(next).AddMinutes(1)));
        Assert.Equal(2, (await DueTimesAsync()).Count);
    }

    [Fact]
    public async Task A_due_time_that_was_missed_and_the_next_one_are_one_mail()
    {
        await StartAsync("2015-03-17T06:30:00Z", "daily 07:00");
        await ArticleAsync();
        SetClock(Time("2015-03-18T07:00:00Z"));
        await _runner.RunDueAsync();
        await _runner.RunDueAsync();
        Assert.Single(await DueTimesAsync());
        Assert.Equal(1, await ToldAsync());
    }

    [Theory]
    [InlineData("daily 07:00")]
    [InlineData("immediate")]
    public async Task What_was_missed_until_quiet_hours_is_told_at_their_end(string rate)
    {
        SetClock(Time("2015-03-17T06:30:00Z"));
        await _world.AddAlertAsync(with: request => request with { Rate = rate, QuietFrom = "22:00", QuietTo = "06:30" });
        await ArticleAsync();
        await _runner.MatchAsync();
        SetClock(Time("2015-03-17T23:10:00Z"));
        await _runner.RunDueAsync();
        Assert.Empty(await DueTimesAsync());

        SetClock(Time("2015-03-18T06:29:00Z"));
        await _runner.RunDueAsync();
        Assert.Empty(await DueTimesAsync());
        SetClock(Time("2015-03-18T06:30:00Z"));
        await _runner.RunDueAsync();
        Assert.Equal([Time("2015-03-18T06:30:00Z")], await DueTimesAsync());
        Assert.Equal(1, await ToldAsync());
    }

    [Fact]
    public async Task Quiet_hours_hold_back_neither_what_is_late_by_minutes_nor_what_somebody_asks_for()
    {
        SetClock(Time("2015-03-17T06:30:00Z"));
        await _world.AddAlertAsync(with: request => request with { Rate = "daily 21:55", QuietFrom = "22:00", QuietTo = "06:30" });
        await ArticleAsync();
        await _runner.MatchAsync();
        SetClock(Time("2015-03-17T22:01:00Z"));
        await _runner.RunDueAsync();
        Assert.Single(await DueTimesAsync());

        await ArticleAsync();
        SetClock(Time("2015-03-18T23:00:00Z"));
        await _runner.RunDueAsync();
        Assert.Single(await DueTimesAsync());
        await _runner.RunAllAsync();
        Assert.Equal(2, await ToldAsync());
    }

    [Fact]
    public async Task A_clock_that_jumps_ahead_is_one_digest()
    {
        await StartAsync("2015-03-17T06:30:00Z", "hourly");
        await RunUntilAsync("2015-03-17T07:30:00Z");
        SetClock(Time("2015-03-19T07:30:00Z"));
        await RunUntilAsync("2015-03-19T07:50:00Z");
        Assert.Equal([Time("2015-03-17T07:00:00Z"), Time("2015-03-17T08:00:00Z")], await DueTimesAsync());
    }

    [Fact]
    public async Task An_edit_between_the_due_time_and_its_digest_loses_no_digest()
    {
        var alert = await StartAsync("2015-03-17T06:30:00Z", "daily 07:00");
        await ArticleAsync();
        SetClock(Time("2015-03-17T07:00:02Z"));
        await EditAsync(alert, "daily 07:00");
        await _runner.RunDueAsync();
        Assert.Equal([Time("2015-03-17T07:00:00Z")], await DueTimesAsync());
    }

    private DateTimeOffset Now => _world.Time.GetUtcNow();

    private Task<Alert> StartAsync(string now, string rate)
    {
        SetClock(Time(now));
        return _world.AddAlertAsync(with: request => request with { Rate = rate });
    }

    private void SetClock(DateTimeOffset now) => _world.Time.Set(now);

    private Task ArticleAsync() => _world.IngestAsync($"{_articles++}", $"Qalamoun {_articles}");

    private async Task EditAsync(Alert alert, string rate)
    {
        var request = new AlertRequest { Name = "edited", Query = "Qalamoun", Rate = rate, To = ["owner@example.org"], Operator = true };
        Assert.True((await _world.Editor.UpdateAsync(alert.AlertId, request)).IsStored);
    }

    /// <summary>An article, and the work of the jobs, every so many minutes, until the clock is there.</summary>
    private async Task RunUntilAsync(string end, int minutes = 10)
    {
        while (Now < Time(end))
        {
            await ArticleAsync();
            SetClock(Now.AddMinutes(minutes) < Time(end) ? Now.AddMinutes(minutes) : Time(end));
            await _runner.RunDueAsync();
        }
    }

    /// <summary>Due times of all digests, in the order in which they were told.</summary>
    private async Task<IReadOnlyList<DateTimeOffset>> DueTimesAsync() => [.. (await _world.OutboxAsync()).Select(mail => mail.DueAt)];

    /// <summary>How many articles are told, each in one mail only.</summary>
    private async Task<int> ToldAsync()
    {
        var told = new List<long>();
        foreach (var mail in await _world.OutboxAsync())
            told.AddRange((await _world.ItemsAsync(mail)).Select(item => item.ArticleId));
        Assert.Equal(told.Distinct(), told);
        return told.Count;
    }

    private async Task<Subscription> SubscriptionAsync(Alert alert) =>
        Assert.Single(await _world.Database.ReadAsync(session => session.Subscriptions.OfAlertAsync(alert.AlertId)));

    private static string Text(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
