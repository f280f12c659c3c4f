using Search.Alerts.Mail;

namespace Search.Alerts.Notices;

/// <summary>A person is asked whether mail about an alert is welcome. Nothing else is sent before the answer.</summary>
/// <param name="To">Whom to ask.</param>
/// <param name="OwnerAddress">Who asks: a bare mail address.</param>
/// <param name="AlertName">As the owner wrote it; empty for a discreet alert.</param>
/// <param name="Query">As the owner wrote it; empty for a discreet alert.</param>
/// <param name="Confirm">The page that says yes.</param>
/// <param name="Refuse">The page that says no.</param>
/// <param name="Id">Opaque, and the same whenever the same request is composed: from it follows the Message-ID.</param>
/// <param name="At">The date of the mail.</param>
internal sealed record ConfirmationRequest(
    Mailbox To, string OwnerAddress, string AlertName, string Query, Uri Confirm, Uri Refuse, string Id, DateTimeOffset At);
