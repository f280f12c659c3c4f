using Search.Alerts.Digests;
using Search.Alerts.Mail;
using Search.Alerts.Scheduling;
using Search.Data.Alerts;
using Search.Data.Articles;

namespace Search.Alerts.Tests.Digests;

/// <summary>Digests made by hand, the same at every run.</summary>
internal static class SampleDigests
{
    public static readonly DateTimeOffset At = new(2015, 3, 17, 14, 5, 0, TimeSpan.Zero);

    public static AlertSettings Public { get; } = new()
    {
        From = Mailbox.Parse("Search <alerts@news.example>"),
        PublicUrl = new Uri("https://search.example/"),
    };

    public static AlertSettings Local { get; } = new() { From = Mailbox.Parse("search@localhost.localdomain") };

    /// <summary>Those of the golden files, by name.</summary>
    public static Digest Named(string name) => name switch
    {
        "one" => One(),
        "many" => Many(),
        "capped" => Capped(),
        "discreet" => Discreet(),
        "heartbeat" => Heartbeat(),
        "changed" => Changed(),
        "arabic" => ArabicOnly(),
        "hostile" => HostileTitles(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, message: null),
    };

    public static Digest One() => Of(Section("Qalamoun", "Qalamoun AND incursion", English()));

    /// <summary>Three alerts, English and Arabic, an article that two found, folded outlets, more than is shown, a note, an earlier query.</summary>
    public static Digest Many()
    {
        var arabic = Section("القلمون", "القلمون AND (توغل OR معارك)", ArabicItem(2));
        var weather = Section("Weather in the mountains", "weather AND (snow OR storm)", Undated());
        var english = English() with { OtherOutlets = 4 };
        var first = Section("Qalamoun", "Qalamoun AND incursion", english, Mixed(4));
        var hit = new AlertHit(arabic.Alert, [new Reason("القلمون", ["body"])], EarlierQuery: true);
        return Of(
            first with
            {
                Alert = first.Alert with { Note = "For the Lebanon desk: مهم" },
                IsOwner = true,
                More = 12,
                Items = [first.Items[0] with { Hits = [.. first.Items[0].Hits, hit] }, first.Items[1]],
            },
            arabic,
            weather with { CollectedWhilePaused = true }) with
        { More = 12 };
    }

    /// <summary>One alert at its cap.</summary>
    public static Digest Capped()
    {
        var items = Enumerable.Range(1, DigestLimits.ArticlesPerAlert).Select(at => Item($"Report {at} on the fighting near Yabroud", at));
        return Of(Section("Qalamoun", "Qalamoun", [.. items]) with { More = 215 }) with { More = 215 };
    }

    public static Digest Discreet()
    {
        var digest = Many();
        return digest with { Sections = [digest.Sections[0] with { Alert = digest.Sections[0].Alert with { Discreet = true } }, .. digest.Sections.Skip(1)] };
    }

    public static Digest Heartbeat()
    {
        var facts = new HeartbeatFacts(At.AddDays(-1), Runs: 24, Articles: 1_204, Matches: 0, Sources: 80, SilentSources: 2);
        return Of(Section("Qalamoun", "Qalamoun AND incursion") with { Heartbeat = facts, IsOwner = true });
    }

    /// <summary>A new title, a date in the future.</summary>
    public static Digest Changed()
    {
        var item = English();
        return Of(Section("Qalamoun", "Qalamoun AND incursion", item with
        {
            Changed = true,
            Before = "IS buildup near the border",
            Article = item.Article with { Revision = 2, RawPublished = "2016-01-01" },
        }));
    }

    public static Digest ArabicOnly() => Of(Section("أخبار القلمون", "القلمون", ArabicItem(1), ArabicItem(2) with
    {
        Article = ArabicItem(2).Article with { Title = "قال Hezbollah إن 17 مقاتلاً سقطوا (بيان رقم 3).", Author = "محمد الأحمد" },
        Changed = true,
        Before = "بيان Hezbollah الأول",
        OtherOutlets = 2,
    }));

    public static Digest HostileTitles() => Of(Section(
        "Alert\r\nBcc: everybody@example.org <b>\u202Ereversed",
        "title:\"<script>\" OR =?utf-8?B?aGk=?= OR \u2066isolate",
        Item("Line\r\nbreaks & <script>alert(1)</script> \"quotes\" 'single'", 1),
        Item("\u202Eevil \u2067hidden\u2069 order \u200F=?utf-8?Q?encoded?=", 2),
        Item("👩‍👩‍👧‍👦 🇸🇾 🏴󠁧󠁢󠁳󠁣󠁴󠁿 family, flags and \0 nul", 3),
        Item(new string('x', 10_000), 4),
        Item(string.Concat(Enumerable.Repeat("a very long title ", 600)), 5)));

    /// <summary>What strangers may put into titles, names and texts.</summary>
    public static Digest Hostile(string text) => Of(Section(text, text, Item(text) with
    {
        Article = Article(text, text, 1) with { Source = text, Author = text, Url = "javascript:alert('" + text + "')" },
        Excerpt = new Excerpt(SafeText.Line(text), []),
    }));

    public static Digest Of(params IReadOnlyList<DigestSection> sections) => new()
    {
        Id = "00112233445566778899aabbccddeeff",
        Recipient = new Recipient { RecipientId = 1, Address = "desk@news.example", Token = "token-of-the-person" },
        At = At,
        Zone = Zones.Find("Asia/Beirut"),
        Sections = [.. sections.Select(Numbered)],
    };

    public static DigestSection Section(string name, string query, params IReadOnlyList<DigestItem> items)
    {
        var alert = new Alert { AlertId = Key(name), Id = "alert-id", ManageToken = "token-of-the-owner", OwnerId = 1, Name = name, Query = query, Rate = "daily 07:00", Zone = "Asia/Beirut", Version = 2 };
        return new DigestSection
        {
            Alert = alert,
            Subscription = new Subscription { SubscriptionId = 1, AlertId = alert.AlertId, RecipientId = 1, Address = "desk@news.example", Token = "token-of-the-alert", MatchCursor = 0 },
            Items = [.. items.Select(item => item with { Hits = [new AlertHit(alert, item.Hits.Count > 0 ? item.Hits[0].Reasons : Reasons, EarlierQuery: false)] })],
        };
    }

    public static DigestItem Item(string title, int number = 1) => new()
    {
        Article = Article(title, "en", number),
        Hits = [],
        Excerpt = new Excerpt("Fighters in Qalamoun <again>.", [(12, 8)]),
    };

    private static readonly Reason[] Reasons = [new Reason("Qalamoun", ["title", "body"]), new Reason("incursion", ["body"])];

    private static DigestSection Numbered(DigestSection section, int at) =>
        section with { Subscription = section.Subscription with { Token = at == 0 ? "token-of-the-alert" : $"token-of-alert-{at + 1}" } };

    /// <summary>The same name is the same alert.</summary>
    private static long Key(string name) => name.Aggregate(7L, (key, c) => (key * 31) + c);

    private static DigestItem English() => new()
    {
        Article = Article("IS buildup near Lebanon border suggests future incursion", "en", 1),
        Hits = [],
        Excerpt = Marked("… hundreds of fighters have moved to the hills of *Qalamoun* since the snow began to melt, residents say. … An *incursion* into Lebanon would open a second front, and neither army has the men to hold the passes for long."),
    };

    private static DigestItem Undated() => new()
    {
        Article = Article("Snow closes the road to Dahr al-Baidar", "en", 3) with { Url = null, Published = null, Author = null },
        Hits = [new AlertHit(null!, [new Reason("Snow", ["title"])], EarlierQuery: false)],
        Excerpt = Marked("*Snow* fell above 900 metres during the night."),
    };

    /// <summary>An English title with Arabic in its facts and its passage.</summary>
    private static DigestItem Mixed(int number) => new()
    {
        Article = Article("Statement: “القلمون” operation enters its second week", "en", number) with { Source = "وكالة الأنباء (NNA)", Author = "ليلى حداد" },
        Hits = [],
        Excerpt = Marked("بدأت عملية *القلمون* في 10 آذار 2015، بحسب Syria Direct، وتستمر منذ 7 أيام."),
    };

    private static DigestItem ArabicItem(int number) => new()
    {
        Article = Article("معارك في القلمون: 17 قتيلاً", "ar", number) with { Source = "الميادين", Author = "ليلى حداد، Omar Khalil", RawPublished = "2016-01-01" },
        Hits = [new AlertHit(null!, [new Reason("القلمون", ["title", "body"]), new Reason("معارك", ["title"])], EarlierQuery: false)],
        Excerpt = Marked("اندلعت معارك عنيفة في جرود *القلمون* فجر اليوم (17 آذار) بين الجيش ومسلحين، وقال ناطق باسم Syria Direct إن المواجهات مستمرة."),
    };

    /// <summary>Marks stand between asterisks.</summary>
    private static Excerpt Marked(string text)
    {
        var parts = text.Split('*');
        var marks = new List<(int Start, int Length)>();
        for (var (at, start) = (0, 0); at < parts.Length; start += parts[at].Length, at++)
        {
            if (at % 2 == 1)
                marks.Add((start, parts[at].Length));
        }
        return new Excerpt(string.Concat(parts), marks);
    }

    private static Article Article(string title, string language, int number) => new()
    {
        ArticleId = number,
        Id = $"a{number}",
        Url = $"https://syriadirect.example/qalamoun?a={number}&b=2",
        StoryGroup = number,
        Revision = 1,
        Seq = number,
        Title = title,
        Author = "A. Writer, B. Writer",
        Published = new DateTimeOffset(2015, 3, 17, 0, 0, 0, TimeSpan.Zero),
        Seen = At,
        FirstSeen = At,
        Source = "Syria Direct",
        Language = language,
        Body = "",
    };
}
