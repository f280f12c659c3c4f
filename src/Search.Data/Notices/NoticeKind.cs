namespace Search.Data.Notices;

/// <summary>What an owner is told beside what alerts found.</summary>
public enum NoticeKind
{
    /// <summary>An alert's query can't run any more.</summary>
    AlertBroken,

    /// <summary>A recipient stopped an alert, or everything.</summary>
    Unsubscribed,

    /// <summary>A recipient refused to get mails.</summary>
    Refused,

    /// <summary>A server refused a recipient's address for good; nothing more is sent there.</summary>
    Suspended,

    /// <summary>A source can't be fetched or read.</summary>
    SourceBroken,

    /// <summary>A source gives nothing new any more.</summary>
    SourceSilent,

    /// <summary>A webhook's receiver refuses for good; it is called no more.</summary>
    WebhookDisabled,

    /// <summary>A call of a webhook was given up after days of attempts.</summary>
    WebhookLost,
}
