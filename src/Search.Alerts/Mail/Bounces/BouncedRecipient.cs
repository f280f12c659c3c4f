namespace Search.Alerts.Mail.Bounces;

/// <summary>What a delivery report says of one recipient (RFC 3464 section 2.3). Texts are one line without control characters; empty when absent.</summary>
public sealed record BouncedRecipient
{
    /// <summary>The address that the reporting server knew, without its type: <c>user@example.org</c>.</summary>
    public string FinalRecipient { get; init; } = "";

    /// <summary>The address as the sender gave it.</summary>
    public string OriginalRecipient { get; init; } = "";

    public BounceAction Action { get; init; }

    /// <summary>An RFC 3463 code such as <c>5.1.1</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary>The other server's words, its type in front: <c>smtp; 550 5.1.1 no such user</c>.</summary>
    public string Diagnostic { get; init; } = "";

    /// <summary>True when mail to this address will never arrive: <c>Action: failed</c> with a status of class 5, both.</summary>
    public bool IsPermanent => Action == BounceAction.Failed && Status.StartsWith("5.", StringComparison.Ordinal);
}
