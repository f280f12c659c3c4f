using Search.Alerts.Mail;

namespace Search.Testing;

/// <summary>A mail as a transport was given it.</summary>
public sealed record RecordedMail(Envelope Envelope, byte[] Bytes);
