namespace Search.Alerts.Mail;

/// <summary>Who a message goes from and to on the wire (RFC 5321), apart from what its headers say. Addresses are bare: <c>user@example.org</c>.</summary>
public sealed record Envelope(string Sender, string Recipient);
