using Search.Alerts.Bodies;
using Search.Alerts.Mail;

namespace Search.Alerts.Digests;

/// <summary>Puts a digest into a message with all its headers. The same digest gives the same message. Pure.</summary>
internal sealed class DigestComposer(AlertSettings settings)
{
    private readonly MailLinks? _links = settings.LinkBase is { } root ? new MailLinks(root) : null;

    public MailMessage Compose(Digest digest)
    {
        var body = DigestBody.Of(digest, _links);
        return new MailMessage
        {
            From = settings.From,
            To = Mailbox.Parse(digest.Recipient.Address),
            Subject = body.Title,
            Date = TimeZoneInfo.ConvertTime(digest.At, digest.Zone),
            MessageId = MessageId(digest.Id),
            Headers = AutomaticHeaders.List(settings, digest.Recipient.Token),
            Text = BodyText.Write(body),
            Html = BodyHtml.Write(body),
        };
    }

    public string MessageId(string digestId) => $"digest-{digestId}@{settings.From.Domain}";
}
