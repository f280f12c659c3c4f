using System.Text;
using Search.Alerts.Mail;

namespace Search.Alerts.Digests;

/// <summary>Puts a digest into a message with all its headers. The same digest gives the same message. Pure.</summary>
internal sealed class DigestComposer(AlertSettings settings)
{
    private readonly MailLinks? _links = settings.LinkBase is { } root ? new MailLinks(root) : null;

    public MailMessage Compose(Digest digest) => new()
    {
        From = settings.From,
        To = Mailbox.Parse(digest.Recipient.Address),
        Subject = DigestWords.Subject(digest),
        Date = TimeZoneInfo.ConvertTime(digest.At, digest.Zone),
        MessageId = MessageId(digest.Id),
        Headers = Headers(digest),
        Text = DigestText.Render(digest, _links),
        Html = DigestHtml.Render(digest, _links),
    };

    /// <summary>Bytes of the HTML part, which have a budget.</summary>
    public int HtmlBytes(Digest digest) => Encoding.UTF8.GetByteCount(DigestHtml.Render(digest, _links));

    public string MessageId(string digestId) => $"digest-{digestId}@{settings.From.Domain}";

    private IReadOnlyList<MailHeader> Headers(Digest digest)
    {
        var headers = new List<MailHeader>
        {
            new("Auto-Submitted", "auto-generated"),
            new("X-Auto-Response-Suppress", "OOF, AutoReply"),
        };
        // RFC 8058 wants HTTPS, and a list without a way to leave it is no list.
        if (settings.PublicUrl is { Scheme: "https" } root)
            AddList(headers, digest, new MailLinks(root));
        return headers;
    }

    private void AddList(List<MailHeader> headers, Digest digest, MailLinks links)
    {
        var unsubscribe = links.UnsubscribeAll(digest.Recipient);
        var mailto = $"mailto:{settings.From.Address}?subject=unsubscribe%20{digest.Recipient.Token}";
        headers.Add(new MailHeader("List-Id", $"<alerts.{settings.From.Domain}>"));
        headers.Add(new MailHeader("List-Help", $"<{links.Help}>"));
        headers.Add(new MailHeader("List-Unsubscribe", $"<{unsubscribe}>, <{mailto}>"));
        headers.Add(new MailHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
    }
}
