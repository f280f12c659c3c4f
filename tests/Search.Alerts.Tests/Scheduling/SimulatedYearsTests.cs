using System.Globalization;
using Search.Alerts.Scheduling;
using Search.Testing;
using Xunit.Abstractions;

namespace Search.Alerts.Tests.Scheduling;

/// <summary>A clock walked through whole years, due time by due time, against a table of every minute's local time.</summary>
public sealed class SimulatedYearsTests(ITestOutputHelper output)
{
    private static readonly string[] Times = ["00:00", "00:30", "01:59", "02:15", "02:30", "03:00", "07:00", "23:45", "23:59"];

    public static TheoryData<string, int, int> Years => new()
    {
        { "Asia/Beirut", 2015, 2030 },
        { "Asia/Damascus", 2015, 2030 },
        { "America/New_York", 2015, 2030 },
        { "Australia/Lord_Howe", 2015, 2030 },
        { "UTC", 2015, 2030 },
        { "Africa/Cairo", 2010, 2030 },
        { "Asia/Tehran", 2015, 2030 },
        { "Pacific/Apia", 2011, 2022 },
        { "Africa/Casablanca", 2015, 2030 },
        { "America/Sao_Paulo", 2015, 2030 },
        { "Europe/Dublin", 2015, 2030 },
        { "Asia/Kathmandu", 2015, 2020 },
    };

    [Theory]
    [MemberData(nameof(Years))]
    public void Every_rate_is_due_exactly_once_at_each_of_its_local_times(string zone, int first, int last)
    {
        var years = new LocalYears(zone, first, last);
        var dueTimes = 0;
        foreach (var (rate, expected) in Expected(years))
        {
            Assert.Equal(expected, Walk(rate, zone, years));
            dueTimes += expected.Count;
        }
        output.WriteLine($"{zone} {first}-{last}: {years.Changes.Count} changes of the clock, {dueTimes} due times");
    }

    [Theory]
    [MemberData(nameof(Years))]
    public void The_next_due_time_does_not_depend_on_when_it_is_asked(string zone, int first, int last)
    {
        var years = new LocalYears(zone, first, last);
        var random = new Random(3);
        foreach (var (rate, expected) in Expected(years))
        {
            for (var question = 0; question < 300; question++)
            {
                var at = random.Next(expected.Count - 1);
                var gap = expected[at + 1] - expected[at];
                var after = expected[at] + (gap * random.NextDouble());
                Assert.Equal(expected[at + 1], Next(rate, zone, question % 3 == 0 ? expected[at] : after));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Years))]
    public void A_cron_expression_is_due_once_on_each_local_day_even_within_a_gap_of_the_clock(string zone, int first, int last)
    {
        var years = new LocalYears(zone, first, last);
        var place = Zones.Find(zone);
        foreach (var cron in new[] { "cron 0 0 0 * * ?", "cron 0 30 0 * * ?", "cron 0 30 1 * * ?", "cron 0 15 2 * * ?", "cron 0 30 2 * * ?", "cron 0 59 23 * * ?" })
            Assert.Equal(years.Days, Walk(cron, zone, years).Select(due => DateOnly.FromDateTime(WallClock.Local(due, place))));
    }

    [Theory]
    [InlineData("22:00", "06:30")]
    [InlineData("12:00", "14:00")]
    [InlineData("06:00", "21:00")]
    [InlineData("22:30", "05:15")]
    public void Quiet_hours_end_before_anything_is_told_and_keep_one_mail_for_what_came_in_them(string from, string to)
    {
        var (begin, end) = (Time(from), Time(to));
        foreach (var zone in new[] { "Asia/Beirut", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo" })
        {
            var years = new LocalYears(zone, 2015, 2020);
            foreach (var (rate, due) in Expected(years))
            {
                var expected = due.Select(instant => years.FirstOutside(instant, begin, end)).Distinct().ToList();
                var schedule = new Schedule(Rate.Parse(rate), Zones.Find(zone), new QuietHours(begin, end));
                Assert.Equal(expected, Walk(schedule, expected[0].AddSeconds(-1), expected[^1]));
            }
        }
    }

    private static IEnumerable<(string Rate, IReadOnlyList<DateTimeOffset> Due)> Expected(LocalYears years)
    {
        yield return ("hourly", years.FullHours);
        yield return ("cron 0 0/30 * * * ?", EachHour(years, 0, 30));
        yield return ("cron 0 15 0-3 * * ?", [.. Enumerable.Range(0, 4).SelectMany(hour => years.Due(new TimeOnly(hour, 15), _ => true)).Distinct().Order()]);
        foreach (var at in Times)
        {
            yield return ($"daily {at}", years.Due(Time(at), _ => true));
            yield return ($"weekdays {at}", years.Due(Time(at), day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)));
            yield return ($"weekly sun {at}", years.Due(Time(at), day => day.DayOfWeek == DayOfWeek.Sunday));
            foreach (var monthDay in new[] { 1, 15, 29, 30, 31 })
            {
                // Samoa had no 30 December 2011: that month has the 31st instead.
                var days = years.Days.GroupBy(day => (day.Year, day.Month))
                    .Select(month => month.FirstOrDefault(day => LocalYears.IsMonthDay(day, monthDay), month.Last())).ToHashSet();
                yield return ($"monthly {monthDay} {at}", years.Due(Time(at), days.Contains));
            }
        }
        yield return ("cron 0 0 7 * * ?", years.Due(Time("07:00"), _ => true));
        yield return ("cron 0 30 12 ? * MON,THU", years.Due(Time("12:30"), day => day.DayOfWeek is DayOfWeek.Monday or DayOfWeek.Thursday));
        yield return ("cron 0 0 9 L * ?", years.Due(Time("09:00"), day => day.AddDays(1).Day == 1));
        yield return ("cron 0 0 9 29 2 ?", years.Due(Time("09:00"), day => day is { Month: 2, Day: 29 }));
    }

    private static IReadOnlyList<DateTimeOffset> EachHour(LocalYears years, params int[] minutes) =>
        [.. Enumerable.Range(0, 24).SelectMany(hour => minutes.SelectMany(minute => years.Due(new TimeOnly(hour, minute), _ => true))).Distinct().Order()];

    private static List<DateTimeOffset> Walk(string rate, string zone, LocalYears years)
    {
        var schedule = new Schedule(Rate.Parse(rate), Zones.Find(zone), default);
        var place = Zones.Find(zone);
        var start = new DateTimeOffset(years.FirstDay.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddDays(-1);
        return [.. Walk(schedule, start, start.AddYears(years.LastDay.Year - years.FirstDay.Year + 1).AddDays(2)).Where(due =>
        {
            var day = DateOnly.FromDateTime(WallClock.Local(due, place));
            return day >= years.FirstDay && day <= years.LastDay;
        })];
    }

    /// <summary>What a clock that stands at each due time once finds due.</summary>
    private static List<DateTimeOffset> Walk(Schedule schedule, DateTimeOffset start, DateTimeOffset end)
    {
        var clock = new ManualTime(start);
        var due = new List<DateTimeOffset>();
        while (schedule.Next(clock.GetUtcNow()) is { } next && next <= end)
        {
            Assert.True(next > clock.GetUtcNow(), $"{next:O} is not after {clock.GetUtcNow():O}");
            due.Add(next);
            clock.Set(next);
        }
        return due;
    }

    private static DateTimeOffset? Next(string rate, string zone, DateTimeOffset after) => DueTimes.Next(Rate.Parse(rate), Zones.Find(zone), after);

    private static TimeOnly Time(string text) => TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture);
}
