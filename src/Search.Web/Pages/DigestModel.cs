using Search.Data.Outbox;

namespace Search.Web.Pages;

/// <summary>Everything that a mail stands for, what it had no room to show included.</summary>
public sealed record DigestModel(OutboxMessage Mail, IReadOnlyList<DigestRow> Rows);
