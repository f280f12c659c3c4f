namespace Search.Alerts.Mail.Bounces;

/// <summary>A delivery report (RFC 3464), about at least one recipient.</summary>
public sealed record Bounce
{
    public required IReadOnlyList<BouncedRecipient> Recipients { get; init; }

    /// <summary>The Message-ID of the mail that it is about, without angle brackets; null when the report does not return it.</summary>
    public string? OriginalMessageId { get; init; }

    /// <summary>The server that reports, without its type; empty when absent.</summary>
    public string ReportingServer { get; init; } = "";
}
