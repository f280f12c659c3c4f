using Search.Alerts.Mail;
using Search.Data.Outbox;

namespace Search.Alerts.Digests;

/// <summary>A digest as a message, and the matches it stands for.</summary>
internal sealed record WrittenDigest(Digest Digest, MailMessage Message, IReadOnlyList<OutboxItem> Items);
