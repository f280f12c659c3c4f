using Search.Ingest.Pages;
using Search.Testing;

namespace Search.Ingest.Tests.Pages;

public sealed class TextPageExtractorTests
{
    [SharedFact("data/articles/000_af3c7c8427f9013b.txt")]
    public void The_first_article_is_recovered_from_its_page()
    {
        var page = TextPageExtractor.Extract(File.ReadAllText(Shared.PathOf("data/articles/000_af3c7c8427f9013b.txt")));
        Assert.Equal("IS buildup near Lebanon border suggests future incursion", page.Title);
        Assert.Equal(["Osama Abu Zeid", "Dan Wilkofsky"], page.Authors);
        Assert.Equal(new DateTimeOffset(2015, 3, 17, 0, 0, 0, TimeSpan.Zero), page.Published);
        Assert.Equal("en", page.Language);
        var paragraphs = page.Body.Split("\n\n");
        Assert.Equal(14, paragraphs.Length);
        Assert.StartsWith("AMMAN: The Islamic State has been building up", paragraphs[0], StringComparison.Ordinal);
        Assert.EndsWith("don’t you think they would accept?”", paragraphs[^1], StringComparison.Ordinal);
        foreach (var chrome in (string[])["min read", "Photo courtesy", "For more from", "Share this", "March 17", "By Osama"])
            Assert.DoesNotContain(chrome, page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Menus_before_and_lists_after_a_story_are_left_out()
    {
        var page = TextPageExtractor.Extract(
            """
            Example Times
            Home
            World
            Sport

            World

            Bridge reopens after two years of repairs

            By Mara Lindqvist

            Updated 4 May 2019, 10:20 GMT

            Share on Facebook

            The old bridge over the river reopened on Saturday, two years after a flood had torn away its middle arch.

            Engineers said that the new arch is built of the same stone, and that it will carry lorries again by the autumn.

            Read more: Flood damage still unpaid

            “We waited long enough,” said the mayor, who walked across first with a group of schoolchildren.

            Related stories

            Flood damage still unpaid

            Council votes on second bridge

            © 2019 Example Times. All rights reserved.
            """);
        Assert.Equal("Bridge reopens after two years of repairs", page.Title);
        Assert.Equal(["Mara Lindqvist"], page.Authors);
        Assert.Equal(new DateTimeOffset(2019, 5, 4, 10, 20, 0, TimeSpan.Zero), page.Published);
        Assert.Equal(3, page.Body.Split("\n\n").Length);
        Assert.StartsWith("The old bridge", page.Body, StringComparison.Ordinal);
        Assert.EndsWith("schoolchildren.", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void An_Arabic_page_is_recovered()
    {
        var page = TextPageExtractor.Extract(
            """
            3 دقائق قراءة

            إعادة فتح الجسر القديم بعد عامين من الترميم

            بقلم: سلمى الحداد

            17 آذار/مارس 2015

            أعيد فتح الجسر القديم فوق النهر يوم السبت بعد عامين من السيول التي جرفت قوسه الأوسط وعزلت القرى المجاورة عن المدينة.

            وقال المهندسون إن القوس الجديد بني من الحجر نفسه، وإنه سيتحمل الشاحنات من جديد بحلول الخريف المقبل.

            تابعونا على تويتر وفيسبوك

            شارك المقال
            """);
        Assert.Equal("إعادة فتح الجسر القديم بعد عامين من الترميم", page.Title);
        Assert.Equal(["سلمى الحداد"], page.Authors);
        Assert.Equal(17, page.Published!.Value.Day);
        Assert.Equal("ar", page.Language);
        Assert.Equal(2, page.Body.Split("\n\n").Length);
    }

    [Fact]
    public void A_headline_that_is_a_question_is_found_below_a_long_menu()
    {
        var menu = string.Join("\n\n", Enumerable.Range(1, 80).Select(n => $"Menu entry of section {n}"));
        var page = TextPageExtractor.Extract(
            menu + "\n\nWill the old bridge carry lorries again before the autumn of this year?\n\nMara Lindqvist\n\nNov 18, 2019 @17:19 PM · Updated: Nov 18, 2019 @17:26 PM\n\n"
            + "The old bridge over the river reopened on Saturday, but lorries still have to take the long way round by the coast.\n\n"
            + "Engineers said that they would measure the new arch for some months before they let anything heavy drive across.\n\n" + menu);
        Assert.Equal("Will the old bridge carry lorries again before the autumn of this year?", page.Title);
        Assert.Equal(2, page.Body.Split("\n\n").Length);
        Assert.Equal(18, page.Published!.Value.Day);
    }

    [Fact]
    public void A_plain_story_keeps_every_paragraph()
    {
        var page = TextPageExtractor.Extract("A headline of some words\n\nThe first paragraph has a sentence in it.\n\nThe second paragraph has one, too.\n");
        Assert.Equal("A headline of some words", page.Title);
        Assert.Equal("The first paragraph has a sentence in it.\n\nThe second paragraph has one, too.", page.Body);
        Assert.Empty(page.Authors);
        Assert.Null(page.Published);
    }

    [Fact]
    public void Wrapped_lines_are_joined()
    {
        var page = TextPageExtractor.Extract(
            "A headline of some words\n\nThe first paragraph has a sentence in it that\nwas wrapped by somebody's mail program at a width\nthat nobody uses any more, and goes on a bit.\n");
        Assert.Equal("The first paragraph has a sentence in it that was wrapped by somebody's mail program at a width that nobody uses any more, and goes on a bit.", page.Body);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n\n")]
    [InlineData("one")]
    [InlineData("\0\0\0")]
    public void Next_to_nothing_gives_next_to_nothing(string text) => Assert.True(TextPageExtractor.Extract(text).Body.Length <= text.Length);
}
