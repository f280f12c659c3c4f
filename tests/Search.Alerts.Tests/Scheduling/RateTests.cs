using Search.Alerts.Scheduling;

namespace Search.Alerts.Tests.Scheduling;

public sealed class RateTests
{
    private static readonly DateTimeOffset Now = new(2015, 3, 17, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("immediate", null, "immediate")]
    [InlineData("IMMEDIATE", "07:00", "immediate")]
    [InlineData("hourly", null, "hourly")]
    [InlineData("off", null, "off")]
    [InlineData("daily", null, "daily 07:00")]
    [InlineData("daily", "6:05", "daily 06:05")]
    [InlineData("daily 18:30", "06:00", "daily 18:30")]
    [InlineData("weekdays", "08:00", "weekdays mon,tue,wed,thu,fri 08:00")]
    [InlineData("weekdays Sun,Friday", null, "weekdays fri,sun 07:00")]
    [InlineData("weekly", null, "weekdays mon 07:00")]
    [InlineData("weekly thu 09:15", null, "weekdays thu 09:15")]
    [InlineData("monthly", null, "monthly 1 07:00")]
    [InlineData("monthly 31 00:00", null, "monthly 31 00:00")]
    [InlineData("cron 0 0 7 ? * MON-FRI", null, "cron 0 0 7 ? * MON-FRI")]
    [InlineData("cron  30 0/1 * * * ?", null, "cron 30 0/1 * * * ?")]
    [InlineData("cron 0 0 7 29 2 ?", null, "cron 0 0 7 29 2 ?")]
    [InlineData("cron @weekly", null, "cron @weekly")]
    public void What_a_person_writes_is_understood_and_reads_back(string text, string? at, string expected)
    {
        Assert.True(Rate.TryParse(text, at, Now, out var rate, out var error), error);
        Assert.Equal(expected, rate.ToString());
        Assert.Equal(rate, Rate.Parse(rate.ToString()));
    }

    [Theory]
    [InlineData("", "no rate")]
    [InlineData("sometimes", "'sometimes' is not a rate")]
    [InlineData("daily 25:00", "'25:00' is not a time of day")]
    [InlineData("weekdays blursday", "'blursday' is not a weekday")]
    [InlineData("monthly 32", "'32' is not a day of a month")]
    [InlineData("cron every day", "is not a cron expression")]
    [InlineData("cron 0 7 * * *", "is not a cron expression")]
    [InlineData("cron * * * * * ?", "could be due more often than once a minute")]
    [InlineData("cron 0/30 0 7 * * ?", "could be due more often than once a minute")]
    [InlineData("cron 0,1 0 7 1 1 ?", "could be due more often than once a minute")]
    [InlineData("cron 0-5 0 7 1 1 ?", "could be due more often than once a minute")]
    [InlineData("cron 0 0 7 30 2 ?", "is never due again")]
    [InlineData("cron 0 0 7 1 1 ? 2014", "is never due again")]
    [InlineData("cron 0 0 7 29 2 ? 2015", "is never due again")]
    public void What_is_not_understood_says_why(string text, string expected)
    {
        Assert.False(Rate.TryParse(text, at: null, Now, out _, out var error));
        Assert.Contains(expected, error);
    }

    [Theory]
    [InlineData("cron 0 0 7 1 1 ? 2014")]
    [InlineData("cron 0/30 * * * * ?")]
    public void A_stored_rate_that_would_be_refused_today_is_still_read(string text) => Assert.Equal(text, Rate.Parse(text).ToString());
}
