namespace Search.Alerts.Mail.Bounces;

/// <summary>A feedback report (RFC 5965): a reader's provider passes on that a mail was marked as unwanted. Texts are one line; empty when absent.</summary>
public sealed record Complaint
{
    /// <summary>In small letters: <c>abuse</c>, <c>fraud</c>, <c>virus</c>, <c>not-spam</c>, <c>other</c>, or what else a provider says.</summary>
    public required string FeedbackType { get; init; }

    /// <summary>Who complains, as bare addresses; providers often leave them out.</summary>
    public IReadOnlyList<string> OriginalRecipients { get; init; } = [];

    /// <summary>The envelope sender of the mail, which tells whom it went to when each mail has its own.</summary>
    public string OriginalMailFrom { get; init; } = "";

    /// <summary>The Message-ID of the mail complained of, without angle brackets; null when it is not returned.</summary>
    public string? OriginalMessageId { get; init; }

    /// <summary>True unless the report says that the mail was wanted after all.</summary>
    public bool IsUnwanted => FeedbackType != "not-spam";
}
