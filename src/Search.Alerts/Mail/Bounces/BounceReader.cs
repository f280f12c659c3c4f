namespace Search.Alerts.Mail.Bounces;

/// <summary>
/// Reads delivery reports (RFC 3464). Only <c>multipart/report</c> with <c>report-type=delivery-status</c> is one: an out-of-office answer
/// or any other mail is not. Reads hostile mail in time and memory in proportion to its size, and never throws for it.
/// </summary>
public static class BounceReader
{
    private const int MostRecipients = 1_000;

    /// <summary>Null when the mail is no delivery report, or one about nobody.</summary>
    public static Bounce? Read(ReadOnlyMemory<byte> message)
    {
        if (MailReport.Read(message, "delivery-status", "message/delivery-status", "message/global-delivery-status") is not { } report)
            return null;
        var recipients = report.Groups.SelectMany(Divided).Select(Recipient).Where(IsNamed).Take(MostRecipients).ToArray();
        return recipients.Length == 0 ? null : new Bounce
        {
            Recipients = recipients,
            OriginalMessageId = report.OriginalMessageId,
            ReportingServer = MailReport.WithoutType(report.Groups.Select(group => MailReport.Field(group, "Reporting-MTA")).FirstOrDefault(name => name.Length > 0) ?? ""),
        };
    }

    /// <summary>A group as it should be; where the empty lines between recipients were lost, one for each Final-Recipient.</summary>
    private static IEnumerable<IReadOnlyList<MailHeader>> Divided(IReadOnlyList<MailHeader> group)
    {
        var one = new List<MailHeader>();
        var hasRecipient = false;
        foreach (var field in group)
        {
            var isRecipient = field.Name.Equals("Final-Recipient", StringComparison.OrdinalIgnoreCase);
            if (isRecipient && hasRecipient)
            {
                yield return one;
                one = [];
            }
            hasRecipient |= isRecipient;
            one.Add(field);
        }
        yield return one;
    }

    private static BouncedRecipient Recipient(IReadOnlyList<MailHeader> group) => new()
    {
        FinalRecipient = MailReport.WithoutType(MailReport.Field(group, "Final-Recipient")),
        OriginalRecipient = MailReport.WithoutType(MailReport.Field(group, "Original-Recipient")),
        Action = Action(MailReport.Field(group, "Action")),
        Status = Status(MailReport.Field(group, "Status")),
        Diagnostic = MailReport.Field(group, "Diagnostic-Code"),
    };

    private static bool IsNamed(BouncedRecipient recipient) => recipient.FinalRecipient.Length > 0 || recipient.OriginalRecipient.Length > 0;

    private static BounceAction Action(string value) => FirstWord(value).ToLowerInvariant() switch
    {
        "failed" => BounceAction.Failed,
        "delayed" => BounceAction.Delayed,
        "delivered" => BounceAction.Delivered,
        "relayed" => BounceAction.Relayed,
        "expanded" => BounceAction.Expanded,
        _ => BounceAction.Unknown,
    };

    /// <summary>class.subject.detail (RFC 3463 section 2), or empty: the class one of 2, 4 and 5, the others one to three digits.</summary>
    private static string Status(string value)
    {
        var code = FirstWord(value);
        var parts = code.Split('.');
        var isCode = parts.Length == 3
            && parts[0] is "2" or "4" or "5"
            && parts.Skip(1).All(part => part.Length is >= 1 and <= 3 && part.All(char.IsAsciiDigit));
        return isCode ? code : "";
    }

    /// <summary>Comments in round brackets may follow a value.</summary>
    private static string FirstWord(string value) => value[..(value.IndexOfAny([' ', '\t', '(', ';']) is >= 0 and var end ? end : value.Length)];
}
