using Search.Alerts.Mail;

namespace Search.Alerts.Notices;

/// <summary>What happened since the last one, for an owner.</summary>
/// <param name="To">The owner.</param>
/// <param name="Lines">At least one, in the order in which they happened.</param>
/// <param name="Id">Opaque, and the same whenever the same events are composed: from it follows the Message-ID.</param>
/// <param name="At">The date of the mail.</param>
internal sealed record NoticeMail(Mailbox To, IReadOnlyList<NoticeLine> Lines, string Id, DateTimeOffset At)
{
    /// <summary>Notices that are counted only.</summary>
    public int More { get; init; }

    /// <summary>Stops everything to the owner's address; null: the mail has no way to do so.</summary>
    public string? RecipientToken { get; init; }
}
