namespace Search.Alerts.Mail;

/// <summary>What became of one attempt to hand a message over.</summary>
public enum DeliveryOutcome
{
    /// <summary>The receiver has taken responsibility (SMTP 250 after DATA, or the file is in the pickup folder).</summary>
    Delivered,

    /// <summary>Not now: SMTP 4xx, a network fault or a time-out. To be tried again with the same bytes.</summary>
    Retry,

    /// <summary>Never: SMTP 5xx for this recipient or this message. To be suspended.</summary>
    Rejected,

    /// <summary>
    /// The server would not talk to us at all: TLS or certificate trouble, wrong credentials, 5xx before any recipient was named.
    /// No recipient is at fault: the operator is told, and the message is tried again later.
    /// </summary>
    ServerRefused,
}
