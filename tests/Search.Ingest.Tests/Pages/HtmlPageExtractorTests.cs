using System.Diagnostics;
using System.Text;
using Search.Ingest.Pages;
using Search.Ingest.Text;

namespace Search.Ingest.Tests.Pages;

public sealed class HtmlPageExtractorTests
{
    private const string Page =
        """
        <!doctype html><html lang="en"><head><title>Bridge reopens after repairs | Example Times</title>
        <meta property="og:site_name" content="Example Times"><meta property="og:title" content="Bridge reopens after repairs">
        <link rel="canonical" href="/2019/05/bridge?utm_source=x">
        <script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Bridge reopens after repairs",
        "datePublished":"2019-05-04T10:20:00+02:00","author":[{"@type":"Person","name":"Mara Lindqvist"},{"@type":"Person","name":"Tom Reyes"}]}</script>
        <style>p { color: red }</style></head><body>
        <nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
        <div class="cookie-banner"><p>We use cookies to improve your experience on this site, and by continuing you agree to that.</p></div>
        <div class="article-body"><h1>Bridge reopens after repairs</h1>
        <p>The old bridge over the river <b>reopened</b> on Saturday, two years after a flood had torn away its middle arch.</p>
        <figure><img src="x.jpg"><figcaption>The bridge on Saturday. Photo: Example</figcaption></figure>
        <p>Engineers said that the new arch is built of the same stone, and that it will carry <a href="/lorries">lorries</a> again by the autumn.</p>
        <div class="share-buttons"><a href="#">Share on Facebook</a></div>
        <p>&ldquo;We waited long enough,&rdquo; said the mayor, who walked across first with a group of schoolchildren.</p></div>
        <section class="comments"><p>This is a long comment by a reader who has an opinion about bridges, floods, mayors and the rest of it all.</p></section>
        <footer><p>Copyright 2019 Example Times. All rights reserved, in every country there is, and in the others too.</p></footer>
        </body></html>
        """;

    [Fact]
    public void A_page_gives_its_article_and_nothing_else()
    {
        var page = HtmlPageExtractor.Extract(Page, "https://example.com/x");
        Assert.Equal("Bridge reopens after repairs", page.Title);
        Assert.Equal(["Mara Lindqvist", "Tom Reyes"], page.Authors);
        Assert.Equal(DateTimeOffset.Parse("2019-05-04T10:20:00+02:00"), page.Published);
        Assert.Equal("https://example.com/2019/05/bridge", page.Url);
        Assert.Equal("Example Times", page.Source);
        Assert.Equal("en", page.Language);
        Assert.Equal(
            """
            The old bridge over the river reopened on Saturday, two years after a flood had torn away its middle arch.

            Engineers said that the new arch is built of the same stone, and that it will carry lorries again by the autumn.

            “We waited long enough,” said the mayor, who walked across first with a group of schoolchildren.
            """,
            page.Body);
    }

    [Fact]
    public void A_page_in_windows_1256_is_read()
    {
        const string Story = "أعيد فتح الجسر القديم فوق النهر يوم السبت بعد عامين من السيول التي جرفت قوسه الأوسط وعزلت القرى المجاورة عن المدينة.";
        var html = $"<html><head><meta charset=\"windows-1256\"><title>الجسر القديم</title></head><body><div><p>{Story}</p><p>{Story}</p></div></body></html>";
        var page = HtmlPageExtractor.Extract(PageEncodings.Find("windows-1256")!.GetBytes(html));
        Assert.Equal("الجسر القديم", page.Title);
        Assert.Equal("ar", page.Language);
        Assert.StartsWith(Story, page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_home_page_named_as_canonical_is_no_address_of_an_article() =>
        Assert.Null(HtmlPageExtractor.Extract("<link rel=canonical href='https://example.com/'><p>Some text stands here, and more.</p>").Url);

    public static TheoryData<string, string> Hostile() => new()
    {
        { "deep", string.Concat(Enumerable.Repeat("<div>", 200_000)) + "text" },
        { "deep formatting", string.Concat(Enumerable.Range(0, 2_000).Select(n => $"<b class=x{n}>")) + string.Concat(Enumerable.Repeat("<p>", 100_000)) },
        { "open links", string.Concat(Enumerable.Repeat("<a href=x><p>", 50_000)) },
        { "tables", string.Concat(Enumerable.Repeat("<table><tr><td>", 50_000)) + "text" },
        { "attributes", "<p " + string.Concat(Enumerable.Range(0, 200_000).Select(n => $"a{n}=1 ")) + ">text</p>" },
        { "open comment", "<!--" + new string('x', 1_000_000) },
        { "open script", "<script>" + new string('<', 500_000) },
        { "open quote", "<p class=\"" + new string('x', 1_000_000) },
        { "less-thans", new string('<', 500_000) },
        { "nulls", new string('\0', 500_000) },
        { "entities", string.Concat(Enumerable.Repeat("&amp;&#x110000;&nosuch;", 50_000)) },
        { "one long line", "<p>" + string.Concat(Enumerable.Repeat("word ", 500_000)) },
        { "many raw ends missing", string.Concat(Enumerable.Repeat("<button>", 20_000)) },
        { "json-ld bomb", "<script type='application/ld+json'>" + new string('[', 100_000) + "</script><p>text</p>" },
        { "selectors", string.Concat(Enumerable.Repeat("<div class='author byline date'>", 3_000)) },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_hostile_page_ends_soon(string name, string html)
    {
        var clock = Stopwatch.StartNew();
        Assert.NotNull(HtmlPageExtractor.Extract(html, "https://example.com/" + name).Body);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{name} took {clock.Elapsed}");
    }

    [Fact]
    public void Mutated_pages_never_throw()
    {
        var seed = Encoding.UTF8.GetBytes(Page);
        for (var round = 0; round < 400; round++)
            HtmlPageExtractor.Extract(Mutations.Of(seed, round), "https://example.com/");
    }
}
