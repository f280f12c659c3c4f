using System.Diagnostics;
using System.Text;
using Search.Ingest.Feeds;

namespace Search.Ingest.Tests.Feeds;

public sealed class FeedParserTests
{
    private const string Rss =
        """
        <?xml version="1.0" encoding="utf-8"?>
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel><title>Example &amp; Times</title><link>https://example.com/</link><language>en-gb</language>
        <item><title>Bridge &lt;b&gt;reopens&lt;/b&gt;</title><link>/2019/bridge?utm_source=rss</link><guid isPermaLink="false">b-1</guid>
        <pubDate>Sat, 04 May 2019 10:20:00 +0200</pubDate><dc:creator>Mara Lindqvist</dc:creator><category>Roads</category>
        <description>Short.</description><content:encoded><![CDATA[<p>The old bridge <em>reopened</em>.</p><p>So it did.</p><script>alert(1)</script>]]></content:encoded></item>
        <item><title>No link</title><guid>https://example.com/2</guid><description>1 &lt; 2</description></item>
        </channel></rss>
        """;

    [Fact]
    public void RSS_gives_its_items()
    {
        var feed = Parse(Rss)!;
        Assert.Equal(("Example & Times", "https://example.com/", "en", 2), (feed.Title, feed.Link, feed.Language, feed.Items.Count));
        var item = feed.Items[0];
        Assert.Equal(("Bridge reopens", "https://example.com/2019/bridge?utm_source=rss", "b-1"), (item.Title, item.Link, item.Id));
        Assert.Equal(DateTimeOffset.Parse("2019-05-04T10:20:00+02:00"), item.Published);
        Assert.Equal(["Mara Lindqvist"], item.Authors);
        Assert.Equal(["Roads"], item.Tags);
        Assert.Equal("The old bridge reopened.\n\nSo it did.", item.Text);
        Assert.Equal(("https://example.com/2", "1 < 2"), (feed.Items[1].Link, feed.Items[1].Text));
    }

    [Fact]
    public void Atom_gives_its_entries()
    {
        var feed = Parse(
            """
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar" xml:base="https://example.com/a/"><title type="html">&amp;lt;Times&amp;gt;</title>
            <link rel="self" href="feed.xml"/><link href="/"/>
            <entry><id>tag:example.com,2019:1</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <b>title</b></div></title>
            <link rel="enclosure" href="a.mp3"/><link rel="alternate" href="one.html"/><published>2019-05-04T10:20:00Z</published><updated>2019-05-05T00:00:00Z</updated>
            <author><name>A B</name><email>a@example.com</email></author><author><name>C D</name></author><category term="x" label="X y"/>
            <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p></div></content></entry></feed>
            """)!;
        var item = Assert.Single(feed.Items);
        Assert.Equal(("<Times>", "https://example.com/", "ar"), (feed.Title, feed.Link, feed.Language));
        Assert.Equal(("A title", "https://example.com/a/one.html", "tag:example.com,2019:1", "ar"), (item.Title, item.Link, item.Id, item.Language));
        Assert.Equal(4, item.Published!.Value.Day);
        Assert.Equal(["A B", "C D"], item.Authors);
        Assert.Equal("One.\n\nTwo.", item.Text);
        Assert.Equal(["X y"], item.Tags);
    }

    [Fact]
    public void RSS_1_0_items_stand_beside_their_channel()
    {
        var feed = Parse(
            """
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
            <channel rdf:about="https://example.com/"><title>Times</title></channel>
            <item rdf:about="https://example.com/1"><title>One</title><dc:date>2019-05-04</dc:date></item></rdf:RDF>
            """)!;
        Assert.Equal("Times", feed.Title);
        Assert.Equal(("One", "https://example.com/1", "https://example.com/1", 4), (feed.Items[0].Title, feed.Items[0].Link, feed.Items[0].Id, feed.Items[0].Published!.Value.Day));
    }

    [Fact]
    public void JSON_Feed_gives_its_items()
    {
        var feed = Parse(
            """
            {"version":"https://jsonfeed.org/version/1.1","title":"Times","language":"en","items":[
            {"id":"1","url":"https://example.com/1","title":"One","content_html":"<p>A</p><p>B</p>","date_published":"2019-05-04T10:20:00Z","authors":[{"name":"A B"}],"tags":["t"]},
            {"id":2,"content_text":"Only text"}, 17, null]}
            """)!;
        Assert.Equal(2, feed.Items.Count);
        Assert.Equal(("One", "A\n\nB", "A B"), (feed.Items[0].Title, feed.Items[0].Text, feed.Items[0].Authors[0]));
        Assert.Equal(("2", "Only text"), (feed.Items[1].Id, feed.Items[1].Text));
    }

    [Theory]
    [InlineData("<rss><channel><title>A & B</title><item><title>Fish & chips<link>https://example.com/1</link></item></channel>")]
    [InlineData("<rss><channel><title>A & B<item><title>Fish & chips</title><link>https://example.com/1</item>")]
    [InlineData("\n\n<?xml version='1.0'?><rss><channel><title>A &amp; B</title><item><title>Fish &amp; chips</title><link>https://example.com/1</link><p></item></channel></rss>garbage")]
    public void Ill_formed_feeds_give_what_they_hold(string xml)
    {
        var feed = Parse(xml)!;
        Assert.StartsWith("Fish & chips", Assert.Single(feed.Items).Title, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain text")]
    [InlineData("<html><body><p>A page</p></body></html>")]
    [InlineData("{\"a\":1}")]
    [InlineData("{broken")]
    public void What_is_no_feed_is_none(string text) => Assert.Null(Parse(text));

    [Fact]
    public void External_entities_are_never_read_and_nested_ones_never_multiply()
    {
        var feed = Parse(
            """
            <!DOCTYPE rss [<!ENTITY file SYSTEM "file:///etc/passwd"><!ENTITY a "0123456789"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
            <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
            <rss><channel><title>&file;|&a;|&c;</title></channel></rss>
            """)!;
        Assert.StartsWith("&file;|0123456789|", feed.Title, StringComparison.Ordinal);
        Assert.True(feed.Title.Length < 500);
    }

    public static TheoryData<string, string> Hostile() => new()
    {
        { "deep", "<rss>" + string.Concat(Enumerable.Repeat("<a>", 300_000)) },
        { "many items", "<rss><channel>" + string.Concat(Enumerable.Repeat("<item><title>a</title></item>", 100_000)) },
        { "attributes", "<rss " + string.Concat(Enumerable.Range(0, 300_000).Select(n => $"a{n}='1' ")) + "><channel>" },
        { "namespaces", "<rss>" + string.Concat(Enumerable.Range(0, 5_000).Select(n => $"<a xmlns:n{n}='x'>")) },
        { "open CDATA", "<rss><channel><title><![CDATA[" + new string('x', 2_000_000) },
        { "ends only", "<rss>" + string.Concat(Enumerable.Repeat("</a>", 500_000)) },
        { "ampersands", "<rss><channel><title>" + new string('&', 1_000_000) },
        { "less-thans", "<rss><channel><title>" + new string('<', 1_000_000) },
        { "deep html", "<rss><channel><item><description>" + string.Concat(Enumerable.Repeat("&lt;div&gt;", 100_000)) },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_hostile_feed_ends_soon(string name, string xml)
    {
        var clock = Stopwatch.StartNew();
        Assert.NotNull(Parse(xml));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{name} took {clock.Elapsed}");
    }

    [Fact]
    public void Mutated_feeds_never_throw()
    {
        var seed = Encoding.UTF8.GetBytes(Rss);
        for (var round = 0; round < 2_000; round++)
            FeedParser.Parse(Mutations.Of(seed, round), "https://example.com/feed");
    }

    private static Feed? Parse(string text) => FeedParser.Parse(Encoding.UTF8.GetBytes(text), "https://example.com/feed.xml");
}
