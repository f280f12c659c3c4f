using System.Globalization;
using Search.Data.Alerts;
using Xunit.Abstractions;

namespace Search.Alerts.Tests.Scheduling;

/// <summary>Matching and digests as they run, over the days around changes of the clock and ends of months: one mail for each due time.</summary>
public sealed class SimulatedStagesTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Stretch = TimeSpan.FromDays(3);

    [Theory]
    [InlineData("Asia/Beirut")]
    [InlineData("Asia/Damascus")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("America/Sao_Paulo")]
    [InlineData("Africa/Casablanca")]
    public async Task Each_local_due_time_is_one_mail_around_changes_of_the_clock(string zone)
    {
        var years = new LocalYears(zone, 2015, 2016);
        foreach (var change in years.Changes.Take(2))
            await WalkAsync(zone, years, change - TimeSpan.FromHours(30.6));
    }

    [Theory]
    [InlineData("UTC", "2015-02-26T20:55:00Z")]
    [InlineData("Asia/Beirut", "2016-02-27T20:55:00Z")]
    [InlineData("America/New_York", "2015-04-28T20:55:00Z")]
    public async Task Each_local_due_time_is_one_mail_at_the_end_of_a_month(string zone, string start) =>
        await WalkAsync(zone, new LocalYears(zone, 2015, 2016), Time(start));

    private async Task WalkAsync(string zone, LocalYears years, DateTimeOffset start)
    {
        using var world = new AlertWorld();
        world.Time.Set(start);
        var alerts = new List<(Alert Alert, string To, List<DateTimeOffset> Expected)>();
        foreach (var (rate, due) in Expected(years))
        {
            var to = $"{alerts.Count}@example.org";
            var alert = await world.AddAlertAsync(rate, with: request => request with { Rate = rate, Zone = zone, To = [to] });
            alerts.Add((alert, to, [.. due.Where(instant => instant > start && instant <= start + Stretch)]));
        }
        var articles = await TickAsync(world, start + Stretch);

        var mails = (await world.OutboxAsync()).ToLookup(mail => mail.EnvelopeTo, mail => mail.DueAt);
        foreach (var (alert, to, expected) in alerts)
        {
            Assert.Equal(expected, mails[to]);
            Assert.Equal(articles, (await world.MatchesAsync(alert)).Count);
        }
        output.WriteLine($"{zone} from {start:u}: {alerts.Sum(alert => alert.Expected.Count)} mails, {articles} articles");
    }

    /// <summary>An article before each look for what is due, so that no due time has nothing to tell. Looks come at odd times, less than an hour apart.</summary>
    private static async Task<int> TickAsync(AlertWorld world, DateTimeOffset end)
    {
        var articles = 0;
        var random = new Random(7);
        while (world.Time.GetUtcNow() < end)
        {
            await world.IngestAsync($"{articles++}", $"Qalamoun {articles}");
            await world.Match.RunAsync();
            var step = TimeSpan.FromSeconds(random.Next(600, 1740));
            world.Time.Set(world.Time.GetUtcNow() + step < end ? world.Time.GetUtcNow() + step : end);
            await world.Digest.RunAsync();
        }
        return articles;
    }

    private static IEnumerable<(string Rate, IReadOnlyList<DateTimeOffset> Due)> Expected(LocalYears years)
    {
        yield return ("hourly", years.FullHours);
        foreach (var at in new[] { "00:00", "00:30", "02:30", "07:00", "23:59" })
            yield return ($"daily {at}", years.Due(TimeOfDay(at), _ => true));
        yield return ("weekdays mon,fri,sun 02:30", years.Due(new TimeOnly(2, 30), day => day.DayOfWeek is DayOfWeek.Monday or DayOfWeek.Friday or DayOfWeek.Sunday));
        foreach (var monthDay in new[] { 1, 29, 31 })
            yield return ($"monthly {monthDay} 07:00", years.Due(new TimeOnly(7, 0), day => LocalYears.IsMonthDay(day, monthDay)));
        yield return ("cron 0 30 2 * * ?", years.Due(new TimeOnly(2, 30), _ => true));
    }

    private static TimeOnly TimeOfDay(string text) => TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
