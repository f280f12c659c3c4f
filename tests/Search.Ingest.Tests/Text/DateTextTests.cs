using Search.Ingest.Text;

namespace Search.Ingest.Tests.Text;

public sealed class DateTextTests
{
    [Theory]
    [InlineData("2015-03-17", "2015-03-17T00:00:00+00:00")]
    [InlineData("2023-01-30T23:31:00+02:00", "2023-01-30T23:31:00+02:00")]
    [InlineData("1987-02-26T15:01:01", "1987-02-26T15:01:01+00:00")]
    [InlineData("2015-03-17T10:20:30.123Z", "2015-03-17T10:20:30+00:00")]
    [InlineData("2015/3/7", "2015-03-07T00:00:00+00:00")]
    [InlineData("20150317T102030Z", "2015-03-17T00:00:00+00:00")]
    [InlineData("Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21+00:00")]
    [InlineData("Thu, 1 Jan 04 19:48 EST", "2004-01-01T19:48:00-05:00")]
    [InlineData("Sun Jan 04 16:29:06 PST 2004", "2004-01-04T16:29:06-08:00")]
    [InlineData("17 March 2015", "2015-03-17T00:00:00+00:00")]
    [InlineData("March 17, 2015", "2015-03-17T00:00:00+00:00")]
    [InlineData("March 17th, 2015 at 3:05 p.m.", "2015-03-17T15:05:00+00:00")]
    [InlineData("17. März 2015", "2015-03-17T00:00:00+00:00")]
    [InlineData("31. Mai 2012, 14:07 Uhr", "2012-05-31T14:07:00+00:00")]
    [InlineData("17 de marzo de 2015", "2015-03-17T00:00:00+00:00")]
    [InlineData("17.03.2015", "2015-03-17T00:00:00+00:00")]
    [InlineData("17/03/2015", "2015-03-17T00:00:00+00:00")]
    [InlineData("3/17/2015", "2015-03-17T00:00:00+00:00")]
    [InlineData("17 آذار 2015", "2015-03-17T00:00:00+00:00")]
    [InlineData("١٧ مارس ٢٠١٥", "2015-03-17T00:00:00+00:00")]
    [InlineData("17 آذار/مارس 2015", "2015-03-17T00:00:00+00:00")]
    [InlineData("5 تشرين الثاني 2020", "2020-11-05T00:00:00+00:00")]
    [InlineData("Published on Tuesday, 17 March 2015 at 10:05 CET", "2015-03-17T10:05:00+01:00")]
    public void A_date_is_read_as_people_write_it(string text, string expected)
    {
        Assert.True(DateText.TryParse(text, out var date));
        Assert.Equal(DateTimeOffset.Parse(expected), date);
        Assert.Equal(DateTimeOffset.Parse(expected).Offset, date.Offset);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("3/4/2015")]
    [InlineData("2015-13-40")]
    [InlineData("31 February 2015")]
    [InlineData("March")]
    [InlineData("1.2.3.4")]
    [InlineData("call 555-1234-2015")]
    [InlineData("0000-00-00T00:00:00")]
    public void What_is_no_date_or_has_two_readings_is_none(string text) => Assert.False(DateText.TryParse(text, out _));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_date_that_is_read_without_a_search_is_what_a_search_finds(int seed)
    {
        var random = new Random(seed);
        var read = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var text = IsoLike(random);
            if (!IsoTime.TryParse(text, out var date))
                continue;
            read++;
            Assert.True(DateText.TryFind(text, out var found), text);
            Assert.Equal((text, found, found.Offset), (text, date, date.Offset));
        }
        Assert.InRange(read, 3_000, 19_000);
    }

    [Theory]
    [InlineData("3/4/2015", true, 4)]
    [InlineData("3/4/2015", false, 3)]
    public void The_order_of_day_and_month_may_be_told(string text, bool dayFirst, int month)
    {
        Assert.True(DateText.TryParse(text, out var date, dayFirst));
        Assert.Equal(month, date.Month);
    }

    [Theory]
    [InlineData("Published: March 17, 2015", true)]
    [InlineData("17 March 2015 | 10:20 am", true)]
    [InlineData("On March 17, 2015 the town fell", false)]
    [InlineData("Qalamoun", false)]
    public void A_line_that_is_only_a_date_is_told_from_a_sentence(string line, bool expected) => Assert.Equal(expected, DateText.IsOnlyDate(line, out _));

    /// <summary>A date and mostly a time as ISO 8601 writes them, at times with one character that does not belong there.</summary>
    private static string IsoLike(Random random)
    {
        var date = $"{random.Next(1790, 2210)}-{random.Next(0, 14):00}-{random.Next(0, 33):00}";
        var time = $"T{random.Next(0, 26):00}:{random.Next(0, 62):00}:{random.Next(0, 62):00}";
        var zone = new[] { "", "Z", "+02:00", "-07:30", "+14:00", "+13:59", "+05:75", "+0200", "−03:00", " EST", ".5Z", " " }[random.Next(12)];
        var text = random.Next(4) == 0 ? date : random.Next(8) == 0 ? date + zone : date + time + zone;
        return random.Next(6) > 0 ? text : text.Remove(random.Next(text.Length), 1).Insert(random.Next(text.Length), new[] { "0", "9", "-", ":", "T", "x", "٣", " " }[random.Next(8)]);
    }
}
