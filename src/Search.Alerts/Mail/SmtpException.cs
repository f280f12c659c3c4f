namespace Search.Alerts.Mail;

/// <summary>Ends an SMTP session with the result that its attempt has.</summary>
internal sealed class SmtpException(DeliveryResult result) : Exception(result.Detail)
{
    public DeliveryResult Result { get; } = result;
}
