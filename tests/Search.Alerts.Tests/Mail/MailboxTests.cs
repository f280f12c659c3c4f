using Search.Alerts.Mail;

namespace Search.Alerts.Tests.Mail;

public class MailboxTests
{
    [Theory]
    [InlineData("reader@example.org", null, "reader@example.org")]
    [InlineData("  Desk <desk@Example.ORG> ", "Desk", "desk@example.org")]
    [InlineData("\"Desk, Beirut\" <desk@example.org>", "Desk, Beirut", "desk@example.org")]
    [InlineData("مكتب <desk@مثال.إختبار>", "مكتب", "desk@xn--mgbh0fb.xn--kgbechtv")]
    [InlineData("a.b+c@sub.example.org", null, "a.b+c@sub.example.org")]
    public void Good_addresses_are_read(string text, string? name, string address)
    {
        var mailbox = Mailbox.Parse(text);
        Assert.Equal((name, address), (mailbox.Name, mailbox.Address));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("@example.org")]
    [InlineData("a@")]
    [InlineData("a b@example.org")]
    [InlineData("a@example.org\r\nBcc: all@example.org")]
    [InlineData("a@exa mple.org")]
    [InlineData("a..b@example.org")]
    [InlineData("<a@example.org> x")]
    [InlineData("\"a b\"@example.org")]
    [InlineData("a@example.org>, <b@example.org")]
    public void Bad_addresses_are_refused(string text) => Assert.False(Mailbox.TryParse(text, out _));
}
