namespace Search.Data.Alerts;

/// <summary>A person to whom nothing of an alert is due, and what the next due time follows from.</summary>
public sealed record WaitingSubscription
{
    public required long SubscriptionId { get; init; }

    /// <summary>When the alert's last digest was told to this person; null for never.</summary>
    public DateTimeOffset? LastDigestAt { get; init; }

    public required string Rate { get; init; }

    public required string Zone { get; init; }

    public TimeOnly? QuietFrom { get; init; }

    public TimeOnly? QuietTo { get; init; }
}
