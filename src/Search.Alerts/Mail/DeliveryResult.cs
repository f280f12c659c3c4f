namespace Search.Alerts.Mail;

/// <summary>Outcome of one attempt, with what a person needs to understand it.</summary>
/// <param name="Outcome">What became of the attempt.</param>
/// <param name="Phase">How far it came.</param>
/// <param name="ReplyCode">The SMTP reply code that decided, or null for a network fault.</param>
/// <param name="Detail">The server's words or the fault's, one line.</param>
public sealed record DeliveryResult(DeliveryOutcome Outcome, SmtpPhase Phase, int? ReplyCode, string Detail)
{
    public bool IsDelivered => Outcome == DeliveryOutcome.Delivered;

    internal static DeliveryResult Delivered(int? code, string detail) => new(DeliveryOutcome.Delivered, SmtpPhase.Done, code, detail);
}
