using Search.Alerts.Mail;
using Search.Alerts.Mail.Bounces;
using Search.Alerts.Mail.Dkim;

namespace Search.Alerts;

/// <summary>What the operator sets about mail and its links.</summary>
public sealed record AlertSettings
{
    /// <summary>Sender of every mail; its domain names the Message-IDs.</summary>
    public Mailbox From { get; init; } = Mailbox.Parse("Search <search@localhost.localdomain>");

    /// <summary>Where people reach the service. Null: mail goes to the operator's own addresses only.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Where the operator reaches it on this machine; links of the operator's mails when there is no public address.</summary>
    public Uri? LocalUrl { get; init; }

    /// <summary>Mails that are handed over at once; no more than the transport has connections for.</summary>
    public int Connections { get; init; } = SmtpSettings.UsualConnections;

    /// <summary>Names this process in claims; see <see cref="Delivery.ClaimOwner"/>.</summary>
    public string Owner { get; init; } = Delivery.ClaimOwner.New();

    /// <summary>Signs every mail; null for none.</summary>
    public DkimSigner? Dkim { get; init; }

    /// <summary>Where reports of undeliverable mail go; null: to <see cref="From"/>.</summary>
    public BounceAddress? BounceAddress { get; init; }

    /// <summary>The folder in which mail to that address lands (a Maildir, or .eml files); null for none.</summary>
    public string? BounceFolder { get; init; }

    /// <summary>Base of the links in mails; null when there is no address at all.</summary>
    internal Uri? LinkBase => PublicUrl ?? LocalUrl;
}
