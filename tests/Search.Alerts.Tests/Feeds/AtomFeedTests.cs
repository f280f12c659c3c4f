using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Search.Alerts.Digests;
using Search.Alerts.Feeds;
using Search.Alerts.Findings;
using Search.Data.Alerts;
using Search.Data.Articles;
using Search.Ingest.Feeds;

namespace Search.Alerts.Tests.Feeds;

public sealed class AtomFeedTests
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly DateTimeOffset Noon = new(2015, 3, 17, 12, 0, 0, TimeSpan.Zero);
    private static readonly MailLinks Links = new(new Uri("https://search.example.org/"));

    private static readonly string[] HostileTexts =
    [
        "", " ", "a & b < c > d \"e\" 'f'", "]]>", "<![CDATA[x]]>", "<!-- x --> <?xml ?> <!DOCTYPE x>", "&lt;b&gt; &amp;amp; &#0;", "\0\u0001\u0008\u000b\u001f\u007f\u0085",
        "\uD800 lone \uDC00 halves \uD83D", "\uDE00\uD83D turned", "\uFFFE\uFFFF\uFFFD", "\uD83F\uDFFF plane 1's last", "emoji \uD83D\uDE00 fine", "line\r\nbreak\ttab\u2028\u2029",
        "\u202Eevil\u202C \u2066x\u2069 \u200F\u200E\uFEFF\u061C", "خبر عاجل من القلمون", "=?utf-8?B?eA==?=", "\u0300 combining first", new string('x', 10_000),
        "<script>alert(1)</script><img src=x onerror=alert(1)>", "</title></entry></feed>", "{{x}} ${y} %s %n",
    ];

    public static TheoryData<int> Hostile => [.. Enumerable.Range(0, HostileTexts.Length)];

    [Fact]
    public void An_entry_tells_an_article_with_its_links_times_source_and_why()
    {
        var feed = Parse(Write(AnAlert, Found("1")));
        var entry = feed.Element(Atom + "entry")!;

        Assert.Equal("Qalamoun", feed.Element(Atom + "title")!.Value);
        Assert.Equal("https://search.example.org/feeds/feedtoken", Link(feed, "self"));
        Assert.Equal("2015-03-17T12:00:00.000Z", feed.Element(Atom + "updated")!.Value);
        Assert.Equal(("text", "Title 1"), (entry.Element(Atom + "title")!.Attribute("type")!.Value, entry.Element(Atom + "title")!.Value));
        Assert.Equal("https://news.example/1", Link(entry, "alternate"));
        Assert.Equal("https://search.example.org/articles/1", Link(entry, "related"));
        Assert.Equal("2015-03-17T12:00:00.000Z", entry.Element(Atom + "updated")!.Value);
        Assert.Equal("2015-03-01T08:30:00.000Z", entry.Element(Atom + "published")!.Value);
        Assert.Equal("Lina", entry.Element(Atom + "author")!.Element(Atom + "name")!.Value);
        Assert.Equal("Syria Direct", entry.Element(Atom + "source")!.Element(Atom + "title")!.Value);
        Assert.Equal("en", entry.Attribute(XNamespace.Xml + "lang")!.Value);
        var summary = entry.Element(Atom + "summary")!;
        Assert.Equal("html", summary.Attribute("type")!.Value);
        Assert.Equal("<p dir=\"ltr\">In <mark>Qalamoun</mark> &lt;now&gt;</p><p dir=\"auto\">Why: Qalamoun (title, body)</p>", summary.Value);
    }

    [Fact]
    public void An_id_stays_when_the_article_changes_and_differs_between_articles_and_alerts()
    {
        var first = EntryId(AnAlert, Found("1"));
        var revised = Found("1") with { Article = Found("1").Article with { Revision = 2, Title = "Other", Seen = Noon.AddHours(1), Url = "https://elsewhere.example/" } };

        Assert.Equal(first, EntryId(AnAlert with { Name = "Other", Query = "other", FeedToken = "new" }, revised));
        Assert.Equal("2015-03-17T13:00:00.000Z", Parse(Write(AnAlert, revised)).Element(Atom + "entry")!.Element(Atom + "updated")!.Value);
        Assert.NotEqual(first, EntryId(AnAlert, Found("2")));
        Assert.NotEqual(first, EntryId(AnAlert with { Id = "other" }, Found("1")));
        Assert.Matches("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", first);
    }

    [Fact]
    public void A_discreet_alert_gives_links_and_no_word()
    {
        var bytes = Write(AnAlert with { Discreet = true }, Found("1") with { Excerpt = Excerpt.Empty, Reasons = [] });
        var entry = Parse(bytes).Element(Atom + "entry")!;

        Assert.Equal("https://search.example.org/articles/1", Link(entry, "alternate"));
        foreach (var word in (string[])["qalamoun", "title 1", "news.example", "syria", "lina", "xml:lang"])
            Assert.DoesNotContain(word, Encoding.UTF8.GetString(bytes), StringComparison.OrdinalIgnoreCase);
        AssertMeetsAtom(bytes);
    }

    [Fact]
    public void An_article_without_an_address_links_to_its_saved_copy()
    {
        foreach (var url in (string?[])[null, "", "javascript:alert(1)", "not a url"])
        {
            var bytes = Write(AnAlert, Found("1") with { Article = Found("1").Article with { Url = url } });
            Assert.Equal("https://search.example.org/articles/1", Link(Parse(bytes).Element(Atom + "entry")!, "alternate"));
            AssertMeetsAtom(bytes);
        }
    }

    [Fact]
    public void An_alert_that_found_nothing_has_a_feed()
    {
        var bytes = Write(AnAlert);
        Assert.Equal("2015-01-01T00:00:00.000Z", Parse(bytes).Element(Atom + "updated")!.Value);
        AssertMeetsAtom(bytes);
    }

    [Theory]
    [InlineData("ar", "ar")]
    [InlineData("zh-Hant-TW", "zh-Hant-TW")]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("en us", null)]
    [InlineData("\"><x", null)]
    [InlineData("-", null)]
    [InlineData("1", null)]
    [InlineData("toolonglanguage", null)]
    public void A_language_that_is_none_is_left_out(string? language, string? expected)
    {
        var entry = Parse(Write(AnAlert, Found("1") with { Article = Found("1").Article with { Language = language } })).Element(Atom + "entry")!;
        Assert.Equal(expected, entry.Attribute(XNamespace.Xml + "lang")?.Value);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Whatever_stands_in_the_texts_the_feed_is_valid(int number)
    {
        var text = HostileTexts[number];
        var article = Found("1").Article with { Id = "id " + text[..Math.Min(text.Length, 50)].Replace("\uD83D", "", StringComparison.Ordinal), Title = text, Author = text, Source = text, Language = text, Url = "https://news.example/?q=" + text };
        var finding = new Finding(article, new Excerpt(text, [(0, Math.Min(1, text.Length))]), [new Reason(text, ["title"])]);
        var bytes = Write(AnAlert with { Name = text, Query = text }, finding, Found("2"));

        AssertMeetsAtom(bytes);
        var ours = FeedParser.Parse(bytes, "https://search.example.org/feeds/x", "application/atom+xml; charset=utf-8")!;
        Assert.Equal(2, ours.Items.Count);
        Assert.Equal(("Title 2", "https://news.example/2"), (ours.Items[1].Title, ours.Items[1].Link));
        var feed = Parse(bytes);
        Assert.Equal(feed.Elements(Atom + "entry").Select(entry => entry.Element(Atom + "id")!.Value), ours.Items.Select(item => item.Id));
        var title = feed.Elements(Atom + "entry").First().Element(Atom + "title")!.Value;
        Assert.DoesNotContain(title, c => char.IsControl(c) || c is '\u202E' or '\u2066' or '\u200F' or '\u2028');
        Assert.NotEmpty(title);
    }

    [Fact]
    public void Our_own_reader_finds_title_link_time_author_and_text()
    {
        var item = Assert.Single(FeedParser.Parse(Write(AnAlert, Found("1")))!.Items);
        Assert.Equal(("Title 1", "https://news.example/1", new DateTimeOffset(2015, 3, 1, 8, 30, 0, TimeSpan.Zero)), (item.Title, item.Link, item.Published));
        Assert.Equal(["Lina"], item.Authors);
        Assert.StartsWith("In Qalamoun <now>", item.Text, StringComparison.Ordinal);
    }

    private static Alert AnAlert { get; } = new()
    {
        AlertId = 1,
        Id = "alertid",
        FeedToken = "feedtoken",
        OwnerId = 1,
        Name = "Qalamoun",
        Query = "Qalamoun",
        Rate = "immediate",
        Zone = "UTC",
        Version = 1,
        CreatedAt = new DateTimeOffset(2015, 1, 1, 0, 0, 0, TimeSpan.Zero),
    };

    private static Finding Found(string id) => new(
        new Article
        {
            ArticleId = 1,
            Id = id,
            StoryGroup = 1,
            Revision = 1,
            Seq = 1,
            Url = "https://news.example/" + id,
            Title = "Title " + id,
            Author = "Lina",
            Source = "Syria Direct",
            Language = "en",
            Published = new DateTimeOffset(2015, 3, 1, 8, 30, 0, TimeSpan.Zero),
            Seen = Noon,
            FirstSeen = Noon,
            Body = "",
        },
        new Excerpt("In Qalamoun <now>", [(3, 8)]),
        [new Reason("Qalamoun", ["title", "body"])]);

    private static byte[] Write(Alert alert, params IReadOnlyList<Finding> findings) => new AtomFeed(alert, Links).Write(findings);

    private static XElement Parse(byte[] bytes)
    {
        using var reader = XmlReader.Create(new MemoryStream(bytes), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, CheckCharacters = true });
        return XElement.Load(reader);
    }

    private static string EntryId(Alert alert, Finding finding) => Parse(Write(alert, finding)).Element(Atom + "entry")!.Element(Atom + "id")!.Value;

    private static string Link(XElement element, string relation) =>
        element.Elements(Atom + "link").Single(link => link.Attribute("rel")!.Value == relation).Attribute("href")!.Value;

    /// <summary>Sections 4.1.1 and 4.1.2 of RFC 4287: what must be there once, and what may not be there twice.</summary>
    internal static void AssertMeetsAtom(byte[] bytes)
    {
        var feed = Parse(bytes);
        Assert.Equal(Atom + "feed", feed.Name);
        AssertOnce(feed, "id", "title", "updated");
        AssertAtMostOnce(feed, "subtitle", "generator", "icon", "logo", "rights");
        Assert.NotEmpty(feed.Elements(Atom + "author"));
        Assert.True(Uri.IsWellFormedUriString(Link(feed, "self"), UriKind.Absolute));
        var entries = feed.Elements(Atom + "entry").ToList();
        foreach (var entry in entries)
            AssertEntry(entry);
        var ids = entries.Select(entry => entry.Element(Atom + "id")!.Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        foreach (var instant in feed.Descendants().Where(element => element.Name.LocalName is "updated" or "published"))
            Assert.True(DateTimeOffset.TryParseExact(instant.Value, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _), instant.Value);
        Assert.All(feed.Descendants(Atom + "author"), author => Assert.False(string.IsNullOrWhiteSpace(Assert.Single(author.Elements(Atom + "name")).Value)));
        Assert.All(feed.Descendants(), element => Assert.Equal(Atom, element.Name.Namespace));
    }

    private static void AssertEntry(XElement entry)
    {
        AssertOnce(entry, "id", "title", "updated");
        AssertAtMostOnce(entry, "published", "rights", "source", "summary", "content");
        Assert.True(Uri.IsWellFormedUriString(entry.Element(Atom + "id")!.Value, UriKind.Absolute));
        Assert.False(string.IsNullOrWhiteSpace(entry.Element(Atom + "title")!.Value));
        Assert.Contains(entry.Elements(Atom + "link"), link => link.Attribute("rel")!.Value == "alternate");
        foreach (var link in entry.Elements(Atom + "link"))
            Assert.True(Uri.TryCreate(link.Attribute("href")!.Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https");
    }

    private static void AssertOnce(XElement element, params IReadOnlyList<string> names) =>
        Assert.All(names, name => Assert.Single(element.Elements(Atom + name)));

    private static void AssertAtMostOnce(XElement element, params IReadOnlyList<string> names) =>
        Assert.All(names, name => Assert.InRange(element.Elements(Atom + name).Count(), 0, 1));
}
