namespace Search.Alerts.Mail.Bounces;

/// <summary>What a mail server did with a message for one recipient (RFC 3464 section 2.3.3).</summary>
public enum BounceAction
{
    /// <summary>The report does not say, or says something unknown.</summary>
    Unknown,
    Failed,

    /// <summary>Not yet delivered; the server goes on trying.</summary>
    Delayed,
    Delivered,

    /// <summary>Handed to a system that sends no reports.</summary>
    Relayed,

    /// <summary>Delivered to a list's members or the like.</summary>
    Expanded,
}
