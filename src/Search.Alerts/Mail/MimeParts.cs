namespace Search.Alerts.Mail;

/// <summary>The readable parts of a message. Html is null for a message of text alone.</summary>
public sealed record MimeParts(IReadOnlyList<MailHeader> Headers, string Text, string? Html);
