using System.Globalization;
using Search.Alerts.Scheduling;
using Search.Data.Alerts;

namespace Search.Alerts.Tests.Scheduling;

public sealed class DueTimesTests
{
    [Theory]
    // A plain day, before and after the time.
    [InlineData("daily 07:00", "UTC", "2015-03-17T06:59:59Z", "2015-03-17T07:00:00Z")]
    [InlineData("daily 07:00", "UTC", "2015-03-17T07:00:00Z", "2015-03-18T07:00:00Z")]
    // Beirut went to summer time at midnight of 29 March 2015: 00:30 did not exist, and comes an hour later.
    [InlineData("daily 00:30", "Asia/Beirut", "2015-03-28T12:00:00Z", "2015-03-28T22:30:00Z")]
    [InlineData("daily 07:00", "Asia/Beirut", "2015-03-28T12:00:00Z", "2015-03-29T04:00:00Z")]
    // New York, 8 March 2015: 02:30 did not exist; 1 November 2015: 01:30 came twice, the first one counts.
    [InlineData("daily 02:30", "America/New_York", "2015-03-08T05:00:00Z", "2015-03-08T07:30:00Z")]
    [InlineData("daily 02:30", "America/New_York", "2015-03-08T07:30:00Z", "2015-03-09T06:30:00Z")]
    [InlineData("daily 01:30", "America/New_York", "2015-11-01T04:00:00Z", "2015-11-01T05:30:00Z")]
    [InlineData("daily 01:30", "America/New_York", "2015-11-01T05:30:00Z", "2015-11-02T06:30:00Z")]
    // Lord Howe moves by half an hour.
    [InlineData("daily 02:15", "Australia/Lord_Howe", "2015-10-03T12:00:00Z", "2015-10-03T15:45:00Z")]
    [InlineData("hourly", "Australia/Lord_Howe", "2015-10-03T15:00:00Z", "2015-10-03T16:00:00Z")]
    [InlineData("hourly", "Asia/Kathmandu", "2015-03-17T06:00:00Z", "2015-03-17T06:15:00Z")]
    [InlineData("hourly", "UTC", "2015-03-17T06:00:00Z", "2015-03-17T07:00:00Z")]
    // Samoa left out 30 December 2011.
    [InlineData("daily 07:00", "Pacific/Apia", "2011-12-29T18:00:00Z", "2011-12-30T17:00:00Z")]
    [InlineData("weekdays mon,wed 08:00", "UTC", "2015-03-17T12:00:00Z", "2015-03-18T08:00:00Z")]
    [InlineData("weekdays mon,wed 08:00", "UTC", "2015-03-18T08:00:00Z", "2015-03-23T08:00:00Z")]
    [InlineData("weekly tue 12:00", "UTC", "2015-03-17T12:00:00Z", "2015-03-24T12:00:00Z")]
    // A month without a 31st has its last day.
    [InlineData("monthly 31 07:00", "UTC", "2015-03-31T07:00:00Z", "2015-04-30T07:00:00Z")]
    [InlineData("monthly 30 07:00", "UTC", "2015-01-30T07:00:00Z", "2015-02-28T07:00:00Z")]
    [InlineData("monthly 29 07:00", "UTC", "2016-02-01T00:00:00Z", "2016-02-29T07:00:00Z")]
    [InlineData("cron 0 0 7 ? * MON-FRI", "Asia/Damascus", "2015-03-20T12:00:00Z", "2015-03-23T05:00:00Z")]
    public void The_next_due_time(string rate, string zone, string after, string expected) =>
        Assert.Equal(Time(expected), DueTimes.Next(Rate.Parse(rate), Zones.Find(zone), Time(after)));

    [Theory]
    [InlineData("immediate")]
    [InlineData("off")]
    public void Without_a_clock_in_it_nothing_is_due_by_time(string rate) =>
        Assert.Null(DueTimes.Next(Rate.Parse(rate), TimeZoneInfo.Utc, Time("2015-03-17T00:00:00Z")));

    [Theory]
    [InlineData("Asia/Beirut")]
    [InlineData("Asia/Damascus")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Africa/Casablanca")]
    [InlineData("UTC")]
    public void Ten_years_have_exactly_one_due_time_a_local_day(string zoneName)
    {
        var zone = Zones.Find(zoneName);
        foreach (var at in new[] { "00:00", "00:30", "01:59", "02:15", "03:00", "12:00", "23:45" })
        {
            var rate = Rate.Parse($"daily {at}");
            var due = Time("2014-12-31T12:00:00Z");
            var days = new List<DateOnly>();
            while (due < Time("2025-01-05T00:00:00Z"))
            {
                due = DueTimes.Next(rate, zone, due)!.Value;
                days.Add(DateOnly.FromDateTime(WallClock.Local(due, zone)));
            }
            Assert.Equal(Enumerable.Range(0, days.Count).Select(days[0].AddDays), days);
        }
    }

    [Fact]
    public void Downtime_leads_to_one_due_time_and_the_next_lies_ahead()
    {
        var woken = Time("2015-03-20T09:30:00Z");
        Assert.Equal(Time("2015-03-21T07:00:00Z"), DueTimes.Next(Rate.Parse("daily 07:00"), TimeZoneInfo.Utc, woken));
    }

    [Theory]
    [InlineData("22:00", "06:30", "2015-03-17T23:00:00Z", "2015-03-18T06:30:00Z")]
    [InlineData("22:00", "06:30", "2015-03-18T05:00:00Z", "2015-03-18T06:30:00Z")]
    [InlineData("22:00", "06:30", "2015-03-18T06:30:00Z", "2015-03-18T06:30:15Z")]
    [InlineData("12:00", "14:00", "2015-03-18T13:00:00Z", "2015-03-18T14:00:00Z")]
    public void Quiet_hours_move_a_due_time_to_their_end(string from, string to, string now, string expected)
    {
        var alert = Immediate() with { QuietFrom = TimeOnly.Parse(from), QuietTo = TimeOnly.Parse(to) };
        Assert.Equal(Time(expected), DueTimes.AfterMatch(alert, Time(now), lastDigest: null));
    }

    [Theory]
    [InlineData(null, "2015-03-17T12:00:15Z")]
    [InlineData("2015-03-17T11:00:00Z", "2015-03-17T12:00:15Z")]
    [InlineData("2015-03-17T11:58:00Z", "2015-03-17T12:03:00Z")]
    [InlineData("2015-03-17T14:00:00Z", "2015-03-17T12:05:00Z")]
    public void An_immediate_alert_is_told_soon_and_never_twice_in_five_minutes(string? last, string expected) =>
        Assert.Equal(Time(expected), DueTimes.AfterMatch(Immediate(), Time("2015-03-17T12:00:00Z"), last is null ? null : Time(last)));

    private static Alert Immediate() => new()
    {
        AlertId = 1,
        Id = "x",
        OwnerId = 1,
        Name = "x",
        Query = "x",
        Rate = "immediate",
        Zone = "UTC",
        Version = 1,
    };

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
