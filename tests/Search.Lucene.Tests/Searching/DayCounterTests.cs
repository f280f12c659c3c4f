using Search.Analysis.Standard;
using Search.Lucene.Documents;
using Search.Lucene.Indexing;
using Search.Lucene.Searching;
using Search.Lucene.Store;

namespace Search.Lucene.Tests.Searching;

public sealed class DayCounterTests
{
    [Theory]
    [InlineData("UTC", "2015-03-10")]
    [InlineData("Asia/Beirut", "2015-03-11")]
    [InlineData("America/New_York", "2015-03-10")]
    public void A_day_is_that_of_the_readers_clock(string zone, string day)
    {
        var found = Count(zone, [new DateTimeOffset(2015, 3, 10, 22, 30, 0, TimeSpan.Zero).ToUnixTimeSeconds()]);
        Assert.Equal([new DayCount(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), 1)], found);
    }

    [Theory]
    [InlineData("Asia/Beirut", 2015)]
    [InlineData("America/St_Johns", 1990)]
    [InlineData("Asia/Kathmandu", 2024)]
    [InlineData("Pacific/Apia", 2011)]
    public void Every_minute_of_a_year_falls_on_the_day_that_its_clock_shows(string zone, int year)
    {
        var start = new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var times = Enumerable.Range(0, 366 * 24 * 60 / 7).Select(i => start.AddMinutes(i * 7)).ToArray();
        var rules = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var expected = times.GroupBy(time => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, rules).DateTime))
            .OrderBy(group => group.Key).Select(group => new DayCount(group.Key, group.Count()));
        Assert.Equal(expected, Count(zone, [.. times.Select(time => time.ToUnixTimeSeconds())]));
    }

    [Fact]
    public void Times_that_no_calendar_has_fall_on_its_first_and_last_days()
    {
        var found = Count("Asia/Beirut", [long.MinValue, long.MaxValue, -1, 0]);
        Assert.Equal([1, 9999], new[] { found[0].Day.Year, found[^1].Day.Year });
        Assert.Equal(4, found.Sum(day => day.Count));
    }

    private static IReadOnlyList<DayCount> Count(string zone, IEnumerable<long> times)
    {
        using var directory = new MemoryDirectory();
        using (var writer = new IndexWriter(directory, new IndexWriterConfig(new StandardAnalyzer())))
        {
            foreach (var time in times)
                writer.AddDocument(new Document().Add(Field.NumericDocValues("time", time)));
            writer.Commit();
        }
        using var reader = DirectoryReader.Open(directory);
        return new IndexSearcher(reader).Search(new MatchAllQuery(), 1, new SearchOptions { Days = new DayHistogram("time", TimeZoneInfo.FindSystemTimeZoneById(zone)) }).Days;
    }
}
