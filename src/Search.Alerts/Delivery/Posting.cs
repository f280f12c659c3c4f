using Search.Alerts.Mail;
using Search.Data.Outbox;

namespace Search.Alerts.Delivery;

/// <summary>A message as the outbox takes it: its exact bytes, signed when there is a key, and its envelope. The same message gives the same row.</summary>
internal static class Posting
{
    /// <param name="settings">The sender's.</param>
    /// <param name="message">To whom it goes stands in it.</param>
    /// <param name="id">32 hexadecimal digits: names the mail in links, and in the address that reports come back to.</param>
    /// <param name="kind">Why it was written.</param>
    /// <param name="recipientId">The person of the message's address.</param>
    /// <param name="dueAt">When it was due.</param>
    public static OutboxDraft Draft(AlertSettings settings, MailMessage message, string id, OutboxKind kind, long recipientId, DateTimeOffset dueAt)
    {
        var bytes = MimeWriter.Write(message);
        return new OutboxDraft
        {
            DigestId = id,
            Kind = kind,
            RecipientId = recipientId,
            DueAt = dueAt,
            MessageId = message.MessageId,
            EnvelopeFrom = settings.BounceAddress?.For(id) ?? settings.From.Address,
            EnvelopeTo = message.To.Address,
            Subject = message.Subject,
            AlertCount = 0,
            ArticleCount = 0,
            Bytes = settings.Dkim?.Sign(bytes) ?? bytes,
        };
    }
}
