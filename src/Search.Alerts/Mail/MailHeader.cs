namespace Search.Alerts.Mail;

/// <summary>A structured header beyond those that <see cref="MailMessage"/> names, ASCII, written as it is and folded at blanks: <c>List-Id</c>, <c>Auto-Submitted</c>.</summary>
public sealed record MailHeader(string Name, string Value);
