using System.Globalization;
using Search.Alerts.Scheduling;

namespace Search.Alerts.Tests.Scheduling;

public sealed class QuietHoursTests
{
    [Theory]
    // Over midnight: both of its days.
    [InlineData("22:00", "06:30", "UTC", "2015-03-17T21:59:59Z", null)]
    [InlineData("22:00", "06:30", "UTC", "2015-03-17T22:00:00Z", "2015-03-18T06:30:00Z")]
    [InlineData("22:00", "06:30", "UTC", "2015-03-18T00:00:00Z", "2015-03-18T06:30:00Z")]
    [InlineData("22:00", "06:30", "UTC", "2015-03-18T06:30:00Z", null)]
    [InlineData("00:00", "06:00", "UTC", "2015-03-18T00:00:00Z", "2015-03-18T06:00:00Z")]
    [InlineData("22:00", "00:00", "UTC", "2015-03-17T23:59:59Z", "2015-03-18T00:00:00Z")]
    [InlineData("07:00", "07:00", "UTC", "2015-03-18T07:00:00Z", null)]
    // New York, 1 November 2015: 01:00 to 02:00 came twice; the hours end when 01:30 is shown first, and stay ended.
    [InlineData("22:00", "01:30", "America/New_York", "2015-11-01T05:15:00Z", "2015-11-01T05:30:00Z")]
    [InlineData("22:00", "01:30", "America/New_York", "2015-11-01T06:15:00Z", null)]
    [InlineData("01:30", "06:00", "America/New_York", "2015-11-01T06:15:00Z", "2015-11-01T11:00:00Z")]
    // 8 March 2015: 02:30 did not exist, and comes an hour later.
    [InlineData("22:00", "02:30", "America/New_York", "2015-03-08T07:15:00Z", "2015-03-08T07:30:00Z")]
    [InlineData("02:30", "06:00", "America/New_York", "2015-03-08T07:15:00Z", null)]
    // Beirut skipped the midnight of 29 March 2015, and Samoa all of 30 December 2011.
    [InlineData("23:00", "00:00", "Asia/Beirut", "2015-03-28T21:30:00Z", "2015-03-28T22:00:00Z")]
    [InlineData("22:00", "06:00", "Pacific/Apia", "2011-12-30T09:00:00Z", "2011-12-30T16:00:00Z")]
    public void They_begin_and_end_once_a_day(string from, string to, string zone, string instant, string? end)
    {
        var quiet = new QuietHours(TimeOnly.Parse(from), TimeOnly.Parse(to));
        Assert.Equal(end is null ? null : Time(end), quiet.Around(Time(instant), Zones.Find(zone))?.To);
    }

    [Fact]
    public void An_alert_that_is_edited_in_its_quiet_hours_is_still_told_at_their_end()
    {
        var schedule = Schedule.Of("daily 22:30", "UTC", new TimeOnly(22, 0), new TimeOnly(6, 30));
        Assert.Equal(Time("2015-03-18T06:30:00Z"), schedule.Next(Time("2015-03-17T23:00:00Z")));
        Assert.Equal(Time("2015-03-19T06:30:00Z"), schedule.Next(Time("2015-03-18T06:30:00Z")));
    }

    [Fact]
    public void Quiet_hours_set_after_a_digest_do_not_tell_its_due_time_again()
    {
        var schedule = Schedule.Of("daily 07:00", "UTC", new TimeOnly(6, 0), new TimeOnly(9, 0));
        var now = Time("2015-03-17T07:30:00Z");
        Assert.Equal(Time("2015-03-18T09:00:00Z"), schedule.Next(now, told: Time("2015-03-17T07:00:03Z")));
        Assert.Equal(Time("2015-03-17T09:00:00Z"), schedule.Next(now, told: Time("2015-03-16T07:00:03Z")));
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
