namespace Search.Alerts.Webhooks;

/// <summary>What one attempt may cost.</summary>
internal sealed record WebhookLimits
{
    /// <summary>From the connection to the end of what is read of the answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Bytes of an answer's body that are read; the rest is left.</summary>
    public int LargestAnswer { get; init; } = 64 << 10;
}
