namespace Search.Data.Alerts;

/// <summary>What can happen to an alert.</summary>
public enum AlertEventKind
{
    Created,

    /// <summary>Another query or filter; the detail is the new version's number.</summary>
    QueryChanged,

    /// <summary>Other settings.</summary>
    Changed,

    Paused,

    Resumed,

    Deleted,

    /// <summary>The owner named a person to be told; the detail is the address, as with those that follow.</summary>
    Added,

    /// <summary>The owner named a person no more.</summary>
    Removed,

    /// <summary>A recipient agreed.</summary>
    Confirmed,

    Refused,

    /// <summary>A recipient stopped this alert, or everything.</summary>
    Unsubscribed,

    Suspended,

    /// <summary>The query can't run; the detail is the reason.</summary>
    Broken,

    Mended,

    /// <summary>The sweep found what matching had missed; the detail is how many.</summary>
    Swept,

    /// <summary>The detail is the receiver's host, as with those that follow.</summary>
    WebhookAdded,

    WebhookRemoved,

    /// <summary>The receiver refuses for good; the detail says how.</summary>
    WebhookDisabled,

    /// <summary>A call was given up after days of attempts; the detail says what the last one met.</summary>
    WebhookLost,
}
