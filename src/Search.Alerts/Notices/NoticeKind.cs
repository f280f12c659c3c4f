namespace Search.Alerts.Notices;

/// <summary>What an alert's owner is told of.</summary>
internal enum NoticeKind
{
    /// <summary>An alert's query can't run any more.</summary>
    AlertBroken,

    /// <summary>A mail server refused an address for good.</summary>
    AddressSuspended,

    /// <summary>A person stopped an alert, or everything.</summary>
    RecipientUnsubscribed,

    /// <summary>A person who was asked said no.</summary>
    RecipientRefused,

    /// <summary>A source can't be fetched or read.</summary>
    SourceBroken,

    /// <summary>A source is fetched and has had nothing new for long.</summary>
    SourceSilent,

    /// <summary>A webhook's receiver refuses for good; it is called no more.</summary>
    WebhookDisabled,

    /// <summary>A call of a webhook was given up: its receiver took it not once in five days.</summary>
    WebhookLost,
}
