using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Search.Alerts.Delivery;
using Search.Alerts.Digests;
using Search.Alerts.Mail;
using Search.Alerts.Notices;
using Search.Data;
using Search.Data.Alerts;
using Search.Data.Outbox;

namespace Search.Alerts.Consents;

/// <summary>The mails that ask people whether they agree: what stands in one, and its name.</summary>
internal sealed class Confirmations(AlertSettings settings)
{
    private const int IdBytes = 16;

    private readonly ConfirmationComposer _composer = new(settings);

    /// <summary>Names the mail that asks for the n-th time, from 1. Follows from the consent's token, which makes it hard to guess.</summary>
    public static string DigestId(Consent consent, int time)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"confirmation {consent.Token} {time}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, IdBytes));
    }

    /// <summary>The mail that asks once more.</summary>
    /// <param name="session">Gives the date.</param>
    /// <param name="consent">As it is before.</param>
    /// <param name="person">Whom to ask.</param>
    /// <param name="owner">Who asks.</param>
    /// <param name="alerts">What the person would be told of: at least one.</param>
    /// <param name="links">Where the answer is given.</param>
    public OutboxDraft Compose(DataSession session, Consent consent, Recipient person, Recipient owner, IReadOnlyList<Alert> alerts, MailLinks links)
    {
        var id = DigestId(consent, consent.AskedCount + 1);
        var discreet = alerts.Any(alert => alert.Discreet);
        var page = links.Confirm(consent.Token);
        var message = _composer.Compose(new ConfirmationRequest(
            Mailbox.Parse(person.Address),
            owner.Address,
            discreet ? "" : Names(alerts),
            discreet || alerts.Count > 1 ? "" : alerts[0].Query,
            new Uri(page),
            new Uri(page + "?refuse"),
            id,
            DateTimeOffset.FromUnixTimeSeconds(session.Now.ToUnixTimeSeconds())));
        return Posting.Draft(settings, message, id, OutboxKind.Confirmation, person.RecipientId, session.Now) with { AlertCount = alerts.Count };
    }

    private static string Names(IReadOnlyList<Alert> alerts) =>
        alerts.Count == 1 ? alerts[0].Name : $"{alerts[0].Name}, and {DigestWords.Count(alerts.Count - 1, "more alert")}";
}
