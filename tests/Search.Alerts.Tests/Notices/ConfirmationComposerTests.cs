using System.Text;
using Search.Alerts.Mail;
using Search.Alerts.Notices;
using Search.Alerts.Tests.Bodies;
using Search.Alerts.Tests.Digests;
using Search.Testing;

namespace Search.Alerts.Tests.Notices;

public sealed class ConfirmationComposerTests
{
    private readonly ConfirmationComposer _composer = new(SampleDigests.Public);

    [Fact]
    public void What_people_see()
    {
        var message = _composer.Compose(SampleNotices.Request());
        Golden.Equal("tests/Search.Alerts.Tests/Notices/Golden/confirmation.txt", $"Subject: {message.Subject}\n\n{message.Text}");
        Golden.Equal("tests/Search.Alerts.Tests/Notices/Golden/confirmation.html", message.Html!);
        SameContent.Check(message.Text, message.Html!);
    }

    [Fact]
    public void It_says_that_a_machine_sent_it_and_a_repeat_is_the_same_mail()
    {
        var message = _composer.Compose(SampleNotices.Request());
        Assert.Equal("confirm-0123456789abcdef@news.example", message.MessageId);
        Assert.Equal(["Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: OOF, AutoReply"], message.Headers.Select(header => $"{header.Name}: {header.Value}"));
        Assert.Equal(MimeWriter.Write(message), MimeWriter.Write(_composer.Compose(SampleNotices.Request())));
    }

    [Theory]
    [InlineData("http://evil.example/")]
    [InlineData("HTTPS://EVIL")]
    [InlineData("www.evil.example")]
    [InlineData("evil.example")]
    [InlineData("(evil.example)")]
    [InlineData("evil.xn--p1ai")]
    [InlineData("evil\u200B.example")]
    [InlineData("evil.\u200Cexample")]
    [InlineData("evil。example")]
    [InlineData("ｅｖｉｌ．ｅｘａｍｐｌｅ")]
    [InlineData("مثال.إختبار")]
    [InlineData("buy@evil.example")]
    [InlineData("buy＠evil")]
    [InlineData("mailto:buy")]
    [InlineData("tel:+18005550199")]
    [InlineData("url:evil.example/path")]
    public void The_owners_words_cannot_lead_anybody_anywhere(string word)
    {
        var message = _composer.Compose(SampleNotices.Request($"Best {word} prices", $"cheap {word} pills"));
        Assert.Contains("Alert: Best […] prices\n", message.Text);
        Assert.Contains("Query: cheap […] pills\n", message.Text);
        Assert.Equal(
            ["https://search.example/confirm/00112233445566778899aabbccddeeff", "https://search.example/unsubscribe/ffeeddccbbaa99887766554433221100"],
            SameContent.Check(message.Text, message.Html!).Addresses);
        Assert.DoesNotContain("pri", message.Subject);
    }

    [Theory]
    [InlineData("U.S. troops, 3.5 million, e.g. here")]
    [InlineData("title:\"القلمون\" AND source:BBC~2")]
    public void Usual_words_stay(string text) => Assert.Contains(text, _composer.Compose(SampleNotices.Request(text)).Text);

    [Fact]
    public void The_owners_words_are_short()
    {
        var message = _composer.Compose(SampleNotices.Request(new string('n', 10_000), new string('q', 20_000)));
        Assert.Contains(new string('n', 79) + "…\n", message.Text);
        Assert.Contains(new string('q', 199) + "…\n", message.Text);
        Assert.InRange(Encoding.UTF8.GetByteCount(message.Html!), 0, 5_000);
    }

    [Fact]
    public void A_cut_makes_no_address_of_what_was_none()
    {
        var text = _composer.Compose(SampleNotices.Request(new string('n', 70) + " evil.example.org.and.more")).Text;
        Assert.DoesNotContain("evil", text);
    }

    [Fact]
    public void A_discreet_alert_is_not_named()
    {
        var message = _composer.Compose(SampleNotices.Request("", ""));
        Assert.DoesNotContain("Alert:", message.Text);
        Assert.DoesNotContain("Query:", message.Text);
        Assert.Contains("desk@news.example", message.Text);
    }
}
