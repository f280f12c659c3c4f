using Search.Data.Alerts;

namespace Search.Alerts.Digests;

/// <summary>One alert's part of a mail.</summary>
public sealed record DigestSection
{
    public required Alert Alert { get; init; }

    public required Subscription Subscription { get; init; }

    /// <summary>The reader is the alert's owner, and sees its note and how to change it.</summary>
    public bool IsOwner { get; init; }

    /// <summary>Articles that stand under this alert.</summary>
    public IReadOnlyList<DigestItem> Items { get; init; } = [];

    /// <summary>Different articles that it found and that are counted only.</summary>
    public int More { get; init; }

    /// <summary>The alert was paused while it found them.</summary>
    public bool CollectedWhilePaused { get; init; }

    /// <summary>What it did while it found nothing, for an alert that says so; null for the others.</summary>
    public HeartbeatFacts? Heartbeat { get; init; }
}
