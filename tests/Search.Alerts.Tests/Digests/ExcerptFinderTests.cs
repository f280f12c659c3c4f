using Search.Alerts.Digests;
using Search.Data.Articles;

namespace Search.Alerts.Tests.Digests;

public sealed class ExcerptFinderTests
{
    private readonly ExcerptFinder _finder = new();

    [Fact]
    public void A_passage_shows_the_words_and_the_reasons_say_where_they_stand()
    {
        var filler = string.Concat(Enumerable.Repeat("Nothing of interest happened on that day. ", 40));
        var article = Article("Hezbollah in Qalamoun", filler + "An incursion into the hills of Qalamoun began at dawn. " + filler);

        var (excerpt, reasons) = _finder.Find(article, "Qalamoun AND incursion", "UTC");

        Assert.Equal(["incursion", "Qalamoun"], Marked(excerpt).Order(StringComparer.OrdinalIgnoreCase));
        Assert.InRange(excerpt.Text.Length, 40, 700);
        Assert.Equal(["Qalamoun (title, body)", "incursion (body)"], reasons.Select(reason => $"{reason.Term} ({string.Join(", ", reason.Fields)})"));
    }

    [Fact]
    public void Why_is_said_also_where_the_word_is_outside_the_text()
    {
        var (excerpt, reasons) = _finder.Find(Article("Qalamoun", "Nothing here."), "Qalamoun", "UTC");
        Assert.Equal("Nothing here.", excerpt.Text);
        Assert.Empty(excerpt.Marks);
        Assert.Equal("title", Assert.Single(Assert.Single(reasons).Fields));
    }

    [Fact]
    public void Arabic_is_marked_as_it_is_written()
    {
        var (excerpt, _) = _finder.Find(Article("x", "اندلعت معارك في القَلمون فجر اليوم") with { Language = "ar" }, "القلمون", "UTC");
        Assert.Equal(["القَلمون"], Marked(excerpt));
    }

    [Fact]
    public void A_query_that_no_longer_parses_shows_how_the_article_begins()
    {
        var (excerpt, reasons) = _finder.Find(Article("x", "The beginning."), "(broken", "UTC");
        Assert.Equal("The beginning.", excerpt.Text);
        Assert.Empty(reasons);
    }

    [Fact]
    public void Characters_that_change_direction_become_blanks_and_marks_stay_in_place()
    {
        var (excerpt, _) = _finder.Find(Article("x", "evil \u202E and Qalamoun \u2066 too"), "Qalamoun", "UTC");
        Assert.Equal(["Qalamoun"], Marked(excerpt));
        Assert.DoesNotContain('\u202E', excerpt.Text);
    }

    private static IEnumerable<string> Marked(Excerpt excerpt) => excerpt.Marks.Select(mark => excerpt.Text.Substring(mark.Start, mark.Length));

    private static Article Article(string title, string body) => new()
    {
        ArticleId = 1,
        Id = "1",
        StoryGroup = 1,
        Revision = 1,
        Seq = 1,
        Title = title,
        Body = body,
        Seen = DateTimeOffset.UnixEpoch,
        FirstSeen = DateTimeOffset.UnixEpoch,
        Language = "en",
    };
}
