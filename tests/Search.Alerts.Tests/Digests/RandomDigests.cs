using System.Text;
using Search.Alerts.Digests;
using Search.Alerts.Scheduling;
using Search.Data.Alerts;
using Search.Data.Articles;

namespace Search.Alerts.Tests.Digests;

/// <summary>Digests of any size whose every text is what strangers may write. The same seed gives the same digest.</summary>
internal sealed class RandomDigests(int seed)
{
    private static readonly string[] Pieces =
    [
        "\r\nBcc: everybody@example.org\r\n", "\r", "\n", "\n.\n", "\r\n\r\n--", "From ", "\t", "\v", "\0", "\a", "\u001b[31m", "\u007f", "\u0085", "\u2028", "\u2029",
        "\"", "'", "\\", "<", ">", "&", "&amp;", "&#60;", "<b>", "</p>", "</body></html>", "<!--", "-->", "<![CDATA[", "<script>alert(1)</script>", "\" onclick=\"x",
        "=?utf-8?B?aGVsbG8=?=", "=?utf-8?Q?=0D=0A?=", "?=", "=_", "=3D", "=\r\n", ".", "-- ", "*", "_", ": ", ",", ";", "(", ")", "…", "·", "“", "”", "  ", "\u00a0", "\u3000",
        "\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2066", "\u2067", "\u2068", "\u2069", "\u200E", "\u200F", "\u061C", "\uFEFF", "\u200B", "\u200D", "\u00AD",
        "👩‍👩‍👧‍👦", "🏳️‍🌈", "🇸🇾", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "👍🏽", "\ud83d", "\ude00", "\uFFFD", "\uFFFE", "\U0001FFFF", "e\u0301", "a\u0300\u0301\u0302\u0303\u0304", "漢字", "한국어", "Ωμέγα",
        "القلمون", "مَعَارِك", "مقاتلاً", "١٧", "، ", "؟", "שלום", "ـــ", "ﷺ", "17", "2015-03-17", "Qalamoun", "incursion", "AND", "title:", "https://evil.example/?a=1&b=2", "javascript:alert(1)",
    ];

    private readonly Random _random = new(seed);

    public Digest Next()
    {
        var sections = new List<DigestSection>();
        var articles = 0L;
        foreach (var at in Enumerable.Range(1, Size(40)))
            sections.Add(Section(at, sections, ref articles));
        return new Digest
        {
            Id = seed.ToString("x32", System.Globalization.CultureInfo.InvariantCulture),
            Recipient = new Recipient { RecipientId = 1, Address = "desk@news.example", Token = Token() },
            At = SampleDigests.At.AddMinutes(_random.Next(1_000_000)),
            Zone = Zones.Find(Pick(["Asia/Beirut", "UTC", "America/New_York", "Australia/Lord_Howe"])),
            Sections = sections,
            More = Rarely() ? Size(10_000) : 0,
            IsTest = Rarely(),
        };
    }

    private DigestSection Section(int number, List<DigestSection> before, ref long articles)
    {
        var alert = new Alert
        {
            AlertId = number,
            Id = Token(),
            ManageToken = Rarely() ? "" : Token(),
            OwnerId = 1,
            Name = Text(),
            Query = Text(20_000),
            Note = Rarely() ? null : Text(),
            Rate = Rarely() ? "cron " + Text() : "immediate",
            Zone = "UTC",
            Version = 1,
            Discreet = _random.Next(200) == 0,
        };
        var items = new List<DigestItem>();
        foreach (var _ in Enumerable.Range(0, _random.Next(4)))
            items.Add(Item(++articles, alert, before));
        return new DigestSection
        {
            Alert = alert,
            Subscription = new Subscription { SubscriptionId = number, AlertId = number, RecipientId = 1, Token = Token(), MatchCursor = 0 },
            IsOwner = !Rarely(),
            Items = items,
            More = Rarely() ? Size(500) : 0,
            CollectedWhilePaused = Rarely(),
            Heartbeat = Rarely() ? new HeartbeatFacts(SampleDigests.At, Size(100), Size(100_000), 0, Size(100), 1) : null,
        };
    }

    private DigestItem Item(long number, Alert alert, List<DigestSection> before) => new()
    {
        Article = new Article
        {
            ArticleId = number,
            Id = Text(40),
            Url = Rarely() ? null : Pick(["https://news.example/", "http://مثال.example/", "ftp://x/", "javascript:", ""]) + Text(),
            StoryGroup = number,
            Revision = 1,
            Seq = number,
            Title = Text(),
            Author = Rarely() ? null : Text(),
            Published = Rarely() ? null : SampleDigests.At.AddMinutes(-_random.Next(100_000)),
            RawPublished = Rarely() ? Text() : null,
            Seen = SampleDigests.At,
            FirstSeen = SampleDigests.At,
            Source = Rarely() ? null : Text(),
            Language = Pick(["en", "ar", null, Text(20)]),
            Body = "",
        },
        Hits = [Hit(alert), .. before.Where(_ => _random.Next(10) == 0).Select(section => Hit(section.Alert))],
        Excerpt = Excerpt(Text()),
        OtherOutlets = Rarely() ? Size(50) : 0,
        Changed = Rarely(),
        Before = Rarely() ? Text() : null,
    };

    private AlertHit Hit(Alert alert) =>
        new(alert, [.. Enumerable.Range(0, _random.Next(4)).Select(_ => new Reason(Text(), ["title", "body"]))], EarlierQuery: Rarely());

    /// <summary>As the finder gives it: cleaned, marks anywhere.</summary>
    private Excerpt Excerpt(string text)
    {
        var marks = new List<(int Start, int Length)>();
        for (var at = _random.Next(20); at + 5 < text.Length && marks.Count < 100; at += 5 + _random.Next(30))
            marks.Add((at, 1 + _random.Next(4)));
        return new Excerpt(text, marks);
    }

    /// <summary>Mostly short, at times up to <paramref name="most"/> characters or one endless word.</summary>
    private string Text(int most = 10_000)
    {
        if (_random.Next(60) == 0)
            return new string(Pick(["x", "ق", "\"", "&", "字", "\u0301"])[0], most);
        var length = _random.Next(20) == 0 ? most : _random.Next(Math.Min(most, 120));
        var text = new StringBuilder();
        while (text.Length < length)
            text.Append(_random.Next(3) == 0 ? Pick(Pieces) : Word()).Append(_random.Next(2) == 0 ? " " : "");
        return text.ToString(0, Math.Min(text.Length, length));
    }

    private string Word() => string.Concat(Enumerable.Range(0, 1 + _random.Next(9)).Select(_ => (char)(_random.Next(2) == 0 ? 'a' + _random.Next(26) : 0x0628 + _random.Next(18))));

    private string Token() => _random.NextInt64().ToString("x32", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>1 to <paramref name="most"/>, mostly little.</summary>
    private int Size(int most) => 1 + (int)(Math.Pow(_random.NextDouble(), 6) * most);

    private bool Rarely() => _random.Next(5) == 0;

    private T Pick<T>(T[] of) => of[_random.Next(of.Length)];
}
