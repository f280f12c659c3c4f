namespace Search.Alerts.Mail;

/// <summary>A message to be composed: what its headers say, and its body twice, as text and as HTML. Equal messages compose to equal bytes.</summary>
public sealed record MailMessage
{
    public required Mailbox From { get; init; }

    public required Mailbox To { get; init; }

    /// <summary>Any text; line breaks, control and direction-changing characters become blanks.</summary>
    public required string Subject { get; init; }

    public required DateTimeOffset Date { get; init; }

    /// <summary>Without angle brackets: <c>left@right</c>, ASCII.</summary>
    public required string MessageId { get; init; }

    /// <summary>More headers, in this order, after the usual ones.</summary>
    public IReadOnlyList<MailHeader> Headers { get; init; } = [];

    /// <summary>The plain text part; any line ends.</summary>
    public required string Text { get; init; }

    /// <summary>The HTML part; null for a message of text alone.</summary>
    public string? Html { get; init; }
}
