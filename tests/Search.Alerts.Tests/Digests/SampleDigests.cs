using Search.Alerts.Digests;
using Search.Alerts.Mail;
using Search.Alerts.Scheduling;
using Search.Data.Alerts;
using Search.Data.Articles;

namespace Search.Alerts.Tests.Digests;

/// <summary>Digests made by hand, the same at every run.</summary>
internal static class SampleDigests
{
    private static readonly DateTimeOffset At = new(2015, 3, 17, 14, 5, 0, TimeSpan.Zero);

    public static AlertSettings Public { get; } = new()
    {
        From = Mailbox.Parse("Search <alerts@news.example>"),
        PublicUrl = new Uri("https://search.example/"),
    };

    public static AlertSettings Local { get; } = new() { From = Mailbox.Parse("search@localhost.localdomain") };

    public static Digest One() => Of(Section("Qalamoun", "Qalamoun AND incursion", Item("Hezbollah begins incursion in Qalamoun")));

    /// <summary>Two alerts, English and Arabic, folded outlets, more than is shown, a note, an earlier query.</summary>
    public static Digest Many()
    {
        var first = Section("Qalamoun", "Qalamoun AND incursion", English(), Arabic());
        var second = Section("القلمون", "القلمون", Item("Weather in the mountains") with { Article = Article("Weather in the mountains", "", "en") with { Url = null, Published = null } });
        var english = first.Items[0];
        return Of(
            first with
            {
                Alert = first.Alert with { Note = "For the Lebanon desk" },
                IsOwner = true,
                More = 12,
                Items = [english with { Hits = [.. english.Hits, new AlertHit(second.Alert, [], EarlierQuery: true)], OtherOutlets = 4 }, first.Items[1]],
            },
            second) with
        { More = 12 };
    }

    /// <summary>What strangers may put into titles, names and texts.</summary>
    public static Digest Hostile(string text) => Of(Section(text, text, Item(text) with
    {
        Article = Article(text, text, text) with { Source = text, Author = text, Url = "javascript:alert('" + text + "')" },
        Excerpt = new Excerpt(SafeText.Line(text), []),
    }));

    public static Digest Of(params IReadOnlyList<DigestSection> sections) => new()
    {
        Id = "00112233445566778899aabbccddeeff",
        Recipient = new Recipient { RecipientId = 1, Address = "desk@news.example", Token = "token-of-the-person" },
        At = At,
        Zone = Zones.Find("Asia/Beirut"),
        Sections = sections,
    };

    public static DigestSection Section(string name, string query, params IReadOnlyList<DigestItem> items)
    {
        var alert = new Alert { AlertId = 1, Id = "alert-id", OwnerId = 1, Name = name, Query = query, Rate = "daily 07:00", Zone = "Asia/Beirut", Version = 2 };
        return new DigestSection
        {
            Alert = alert,
            Subscription = new Subscription
            {
                SubscriptionId = 1,
                AlertId = 1,
                RecipientId = 1,
                Address = "desk@news.example",
                Token = "token-of-the-alert",
                MatchCursor = 0,
            },
            Items = [.. items.Select(item => item with { Hits = [new AlertHit(alert, [new Reason("Qalamoun", ["title", "body"]), new Reason("incursion", ["body"])], EarlierQuery: false)] })],
        };
    }

    public static DigestItem Item(string title) => new() { Article = Article(title, "", "en"), Hits = [], Excerpt = new Excerpt("Fighters in Qalamoun <again>.", [(12, 8)]) };

    private static DigestItem English() => Item("Hezbollah begins incursion in Qalamoun");

    private static DigestItem Arabic() => new()
    {
        Article = Article("معارك في القلمون", "", "ar") with { ArticleId = 2, Id = "a2", Source = "الميادين", RawPublished = "2016-01-01" },
        Hits = [],
        Excerpt = new Excerpt("اندلعت معارك في القلمون فجر اليوم", [(16, 7)]),
        Changed = true,
    };

    private static Article Article(string title, string body, string language) => new()
    {
        ArticleId = 1,
        Id = "a1",
        Url = "https://syriadirect.example/qalamoun?a=1&b=2",
        StoryGroup = 1,
        Revision = 1,
        Seq = 1,
        Title = title,
        Author = "A. Writer, B. Writer",
        Published = new DateTimeOffset(2015, 3, 17, 0, 0, 0, TimeSpan.Zero),
        Seen = At,
        FirstSeen = At,
        Source = "Syria Direct",
        Language = language,
        Body = body,
    };
}
