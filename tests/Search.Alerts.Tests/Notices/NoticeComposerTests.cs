using System.Text;
using Search.Alerts.Digests;
using Search.Alerts.Notices;
using Search.Alerts.Tests.Bodies;
using Search.Alerts.Tests.Digests;
using Search.Testing;

namespace Search.Alerts.Tests.Notices;

public sealed class NoticeComposerTests
{
    private readonly NoticeComposer _composer = new(SampleDigests.Public);

    [Fact]
    public void What_people_see()
    {
        var message = _composer.Compose(SampleNotices.Notices());
        Golden.Equal("tests/Search.Alerts.Tests/Notices/Golden/notices.txt", $"Subject: {message.Subject}\n\n{message.Text}");
        Golden.Equal("tests/Search.Alerts.Tests/Notices/Golden/notices.html", message.Html!);
        SameContent.Check(message.Text, message.Html!);
    }

    [Fact]
    public void Every_kind_has_its_words_and_what_to_do()
    {
        foreach (var kind in Enum.GetValues<NoticeKind>())
        {
            var text = _composer.Compose(SampleNotices.Of(new NoticeLine(kind, "WHAT", SampleDigests.At) { Reason = "REASON" })).Text;
            Assert.Contains("WHAT", text);
            Assert.Contains("What to do: ", text);
        }
    }

    [Fact]
    public void It_can_be_unsubscribed_like_any_mail()
    {
        var message = _composer.Compose(SampleNotices.Notices());
        Assert.Equal("notice-0123456789abcdef@news.example", message.MessageId);
        Assert.Contains(message.Headers, header => header.Name == "List-Unsubscribe" && header.Value.Contains("token-of-the-person", StringComparison.Ordinal));
        Assert.Contains("https://search.example/unsubscribe/token-of-the-person", message.Text);
        var without = _composer.Compose(SampleNotices.Notices() with { RecipientToken = null });
        Assert.DoesNotContain(without.Headers, header => header.Name == "List-Unsubscribe");
        Assert.DoesNotContain("unsubscribe/", without.Text);
    }

    [Fact]
    public void A_discreet_event_names_no_alert_no_source_and_no_reason()
    {
        foreach (var kind in Enum.GetValues<NoticeKind>())
        {
            var person = kind is NoticeKind.AddressSuspended or NoticeKind.RecipientRefused or NoticeKind.RecipientUnsubscribed;
            var line = new NoticeLine(kind, person ? "reader@news.example" : "Qalamoun", SampleDigests.At) { Alert = person ? "Qalamoun" : null, Reason = "near Qalamoun", Discreet = true };
            var message = _composer.Compose(SampleNotices.Of(line));
            Assert.DoesNotContain("Qalamoun", message.Subject + message.Text + message.Html);
        }
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("字")]
    [InlineData("x\r\nBcc: y@z.example ")]
    public void Very_many_long_notices_stay_within_the_budget_and_the_rest_is_counted(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 10_000));
        var lines = Enumerable.Range(0, 3_000).Select(at => new NoticeLine((NoticeKind)(at % 6), text, SampleDigests.At) { Reason = text, Alert = text, Page = new Uri("https://search.example/alerts") });
        var message = _composer.Compose(SampleNotices.Of([.. lines]));
        Assert.InRange(Encoding.UTF8.GetByteCount(message.Html!), 50_000, DigestLimits.HtmlBytes);
        Assert.Contains("more notices, for which there is no room here", SameContent.Normal(message.Text));
        SameContent.Check(message.Text, message.Html!);
    }
}
