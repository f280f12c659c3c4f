namespace Search.Alerts.Mail.Bounces;

/// <summary>Reads feedback reports (RFC 5965): <c>multipart/report</c> with <c>report-type=feedback-report</c>, and nothing else. As tolerant as <see cref="BounceReader"/>.</summary>
public static class ComplaintReader
{
    private const int MostRecipients = 100;

    /// <summary>Null when the mail is no feedback report.</summary>
    public static Complaint? Read(ReadOnlyMemory<byte> message)
    {
        if (MailReport.Read(message, "feedback-report", "message/feedback-report") is not { Groups: [var fields, ..] } report)
            return null;
        var type = MailReport.Field(fields, "Feedback-Type").ToLowerInvariant();
        return type.Length == 0 ? null : new Complaint
        {
            FeedbackType = type,
            OriginalRecipients = [.. Values(fields, "Original-Rcpt-To")],
            OriginalMailFrom = Bare(MailReport.Field(fields, "Original-Mail-From")),
            OriginalMessageId = report.OriginalMessageId,
        };
    }

    private static IEnumerable<string> Values(IReadOnlyList<MailHeader> fields, string name) => fields
        .Where(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        .Select(field => Bare(ServerText.Clean(field.Value)))
        .Where(address => address.Length > 0)
        .Take(MostRecipients);

    private static string Bare(string address) => address.TrimStart('<').TrimEnd('>').Trim();
}
