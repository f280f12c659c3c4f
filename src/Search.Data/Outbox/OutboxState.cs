namespace Search.Data.Outbox;

/// <summary>Where a mail stands.</summary>
public enum OutboxState
{
    /// <summary>To be handed over at its next attempt.</summary>
    Queued,

    /// <summary>
    /// A process is handing it over, or about to, under its claim. When it was called back meanwhile (no next attempt is set), it is cancelled as
    /// soon as it is queued again: by the process, which asks right before it hands a mail over, because it was not taken, or because the process died.
    /// </summary>
    InHand,

    /// <summary>A server took it.</summary>
    Sent,

    /// <summary>Written to the pickup folder; never sent by itself.</summary>
    PickedUp,

    /// <summary>A server refused it for good.</summary>
    Failed,

    /// <summary>Not taken within five days.</summary>
    Expired,

    /// <summary>A server took it, and another one sent it back for good.</summary>
    Bounced,

    /// <summary>Called back before it was handed over; its matches were set free.</summary>
    Cancelled,
}
