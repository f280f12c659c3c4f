using System.Globalization;
using Search.Alerts.Editing;

namespace Search.Alerts.Tests.Editing;

public sealed class PauseEndTests
{
    private static readonly DateTimeOffset Now = new(2015, 3, 17, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2015-03-20", "Asia/Beirut", "2015-03-19T22:00:00Z")]
    [InlineData("2015-03-20 08:30", "Asia/Beirut", "2015-03-20T06:30:00Z")]
    [InlineData(" 2015-03-18T00:00 ", "UTC", "2015-03-18T00:00:00Z")]
    [InlineData("2015-03-29", "Asia/Beirut", "2015-03-28T22:00:00Z")]
    public void A_day_begins_in_the_alerts_zone(string text, string zone, string instant)
    {
        Assert.True(PauseEnd.TryParse(text, zone, Now, out var until, out _));
        Assert.Equal(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture), until);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    public void No_text_is_no_end(string? text)
    {
        Assert.True(PauseEnd.TryParse(text, "UTC", Now, out var until, out _));
        Assert.Null(until);
    }

    [Theory]
    [InlineData("2015-03-17", "is past")]
    [InlineData("2015-03-17 12:00", "is past")]
    [InlineData("2015-02-30", "not a day")]
    [InlineData("tomorrow", "not a day")]
    public void What_is_none_or_past_is_refused_with_a_sentence(string text, string said)
    {
        Assert.False(PauseEnd.TryParse(text, "UTC", Now, out _, out var error));
        Assert.Contains(said, error, StringComparison.Ordinal);
    }
}
