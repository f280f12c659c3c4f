namespace Search.Alerts.Webhooks;

/// <summary>What a run of the webhook stage did.</summary>
public sealed record WebhookReport
{
    /// <summary>Calls written.</summary>
    public int Calls { get; init; }

    /// <summary>Calls taken by their receivers.</summary>
    public int Taken { get; init; }

    /// <summary>To be tried again.</summary>
    public int Retried { get; init; }

    /// <summary>Calls given up, after five days or with their webhook.</summary>
    public int GivenUp { get; init; }

    /// <summary>What the operator should know, one line each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    internal WebhookReport Plus(WebhookReport other) => new()
    {
        Calls = Calls + other.Calls,
        Taken = Taken + other.Taken,
        Retried = Retried + other.Retried,
        GivenUp = GivenUp + other.GivenUp,
        Warnings = [.. Warnings, .. other.Warnings],
    };
}
