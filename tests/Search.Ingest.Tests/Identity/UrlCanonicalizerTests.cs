using FsCheck;
using FsCheck.Fluent;
using Search.Ingest.Identity;

namespace Search.Ingest.Tests.Identity;

public sealed class UrlCanonicalizerTests
{
    [Theory]
    [InlineData("HTTP://News.Example.COM:80/a?utm_source=x&id=7&fbclid=1#top", "http://news.example.com/a?id=7")]
    [InlineData("https://example.com:443", "https://example.com/")]
    [InlineData("https://example.com:8443/a", "https://example.com:8443/a")]
    [InlineData("https://user:secret@example.com/a", "https://example.com/a")]
    [InlineData("https://example.com/a/../b/./c", "https://example.com/b/c")]
    [InlineData("https://example.com/a?b=2&a=1", "https://example.com/a?b=2&a=1")]
    [InlineData("https://example.com/a?", "https://example.com/a")]
    [InlineData("https://example.com/#!/story/5", "https://example.com/#!/story/5")]
    [InlineData("  https://example.com/a  ", "https://example.com/a")]
    [InlineData("https://example.com/%d8%b3%d9%88%d8%b1%d9%8a%d8%a7", "https://example.com/سوريا")]
    [InlineData("https://example.com/سوريا", "https://example.com/سوريا")]
    [InlineData("https://example.com/a%2fb%20c%7e", "https://example.com/a%2Fb%20c~")]
    [InlineData("https://example.com/%ff%fe", "https://example.com/%FF%FE")]
    [InlineData("https://www.nytimes.com/2016/a.html?&hp&action=click&WT.nav=top", "https://www.nytimes.com/2016/a.html")]
    [InlineData("https://example.com/a?action=click", "https://example.com/a?action=click")]
    [InlineData("URN:agnews:test:1", "urn:agnews:test:1")]
    [InlineData("tag:example.com,2005:1", "tag:example.com,2005:1")]
    public void Each_address_has_one_form(string given, string canonical) => Assert.Equal(canonical, UrlCanonicalizer.Canonicalize(given));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/relative")]
    [InlineData("not an address")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("mailto:me@example.com")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://exa\nmple.com/")]
    [InlineData("http://")]
    public void What_is_no_address_of_an_article_has_none(string? given) => Assert.Null(UrlCanonicalizer.Canonicalize(given));

    [Theory]
    [InlineData("https://example.com/a", "https://example.com/A")]
    [InlineData("https://example.com/a", "https://example.com/a/")]
    [InlineData("https://example.com/?p=1", "https://example.com/?p=2")]
    [InlineData("https://example.com/a%2Fb", "https://example.com/a/b")]
    [InlineData("https://example.com/a", "https://example.com:8080/a")]
    [InlineData("https://a.example.com/", "https://b.example.com/")]
    [InlineData("https://example.com/a?x=1%262", "https://example.com/a?x=1&2")]
    public void Different_articles_stay_apart(string one, string other) =>
        Assert.NotEqual(UrlCanonicalizer.Canonicalize(one), UrlCanonicalizer.Canonicalize(other));

    [Fact]
    public void The_canonical_form_of_a_canonical_form_is_itself() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<NonNull<string>>(),
            text =>
            {
                var once = UrlCanonicalizer.Canonicalize("https://example.com/" + text.Get);
                return once is null || UrlCanonicalizer.Canonicalize(once) == once;
            }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void An_address_that_needs_no_parser_has_the_form_that_a_parser_gives_it(int seed)
    {
        var random = new Random(seed);
        var plain = 0;
        for (var round = 0; round < 30_000; round++)
        {
            var address = RandomAddress.Of(random).Trim();
            plain += PlainAddress.FindPath(address) >= 0 ? 1 : 0;
            Assert.Equal((address, UrlCanonicalizer.OfAny(address)), (address, UrlCanonicalizer.Canonicalize(address)));
        }
        Assert.InRange(plain, 10_000, 29_000);
    }

    [Theory]
    [InlineData("http://1.2.3.4/")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://a.0xff/")]
    [InlineData("http://example.com./")]
    [InlineData("http://xn--mgba3a4f16a.ir/")]
    [InlineData("http://example.com")]
    [InlineData("http://example.com:80/")]
    [InlineData("http://me@example.com/")]
    [InlineData("http://EXAMPLE.com/")]
    [InlineData("http://example.com/a/../b")]
    [InlineData("http://example.com/%41")]
    [InlineData("http://example.com/é")]
    public void An_address_of_which_more_must_be_known_is_parsed(string address) => Assert.Equal(-1, PlainAddress.FindPath(address));

    [Theory]
    [InlineData("../b", "https://example.com/x/a", "https://example.com/b")]
    [InlineData("//other.example/b", "https://example.com/x/a", "https://other.example/b")]
    [InlineData("/b", "https://example.com/x/a", "https://example.com/b")]
    [InlineData("https://other.example/b", null, "https://other.example/b")]
    [InlineData("b", null, null)]
    [InlineData("", "https://example.com/", null)]
    public void A_reference_is_resolved_where_it_stands(string reference, string? page, string? canonical) =>
        Assert.Equal(canonical, UrlCanonicalizer.Resolve(reference, page));
}
