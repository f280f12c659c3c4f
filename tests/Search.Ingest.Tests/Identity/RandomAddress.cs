namespace Search.Ingest.Tests.Identity;

/// <summary>Addresses put together from usual and odd pieces; most are plain.</summary>
internal static class RandomAddress
{
    private static readonly string[] Schemes = ["http://", "https://", "https://", "HTTP://", "http:/", "ftp://", "https:", "urn:"];

    private static readonly string[] Hosts =
    [
        "example.com", "www.nytimes.com", "theguardian.com", "bbc.co.uk", "a-b.example.org", "localhost", "1news.example", "9.9.9.com", "1.2.3.4", "0x7f.1", "a.0x1f", "127.1",
        "Example.com", "example.com.", "a..b", "-a.com", "a-.com", "a--b.com", "xn--bcher-kva.example", "me@example.com", "example.com:80", "example.com:443", "example.com:8080", "[::1]",
        "a_b.com", "", "loopback", "loopback.com", "bücher.example", "a.c0m", "x.y.z.co", "com",
    ];

    private static readonly string[] Pieces =
    [
        "/", "//", "a", "B9", "index.html", ".", "..", "/./", "/../", "a.", ".a", "/.a", "-", "_", "~", "+", ",", ";", ":", "@", "!", "$", "*", "(", ")", "'", "|", "\\", "%41", "%2f", "%e3%81", "é", " ", "[", "^",
    ];

    private static readonly string[] Parameters =
    [
        "id=7", "utm_source=x", "fbclid=1", "hp", "WT.nav=top", "CMP=a", "a", "=", "a=", "a=b=c", "", "ocid=1", "b=%41", "q=a+b", "u=http://x/", "?", "&", "x;y", "r='",
    ];

    private static readonly string[] Fragments = ["#", "#top", "#!", "#!/story", "#a?b", "#a#b", "#!#", "#é"];

    public static string Of(Random random)
    {
        var address = Usual(random, Schemes, 3) + Usual(random, Hosts, 10);
        if (random.Next(20) > 0)
            address += "/" + Path(random);
        if (random.Next(3) == 0)
            address += "?" + string.Join('&', Enumerable.Range(0, random.Next(4)).Select(_ => Any(random, Parameters)));
        return random.Next(6) == 0 ? address + Any(random, Fragments) : address;
    }

    private static string Path(Random random) => string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => random.Next(3) > 0 ? Any(random, ["a", "B9", "/", "-", "index.html"]) : Any(random, Pieces)));

    /// <summary>One of the first, mostly.</summary>
    private static string Usual(Random random, string[] list, int usual) => random.Next(5) > 0 ? list[random.Next(usual)] : Any(random, list);

    private static string Any(Random random, string[] list) => list[random.Next(list.Length)];
}
