namespace Search.Alerts.Webhooks;

/// <summary>What a receiver's answer means.</summary>
public enum WebhookOutcome
{
    /// <summary>2xx: taken.</summary>
    Taken,

    /// <summary>410: never call again.</summary>
    Gone,

    /// <summary>Redirects, and the 4xx that say that the call is wrong. Tried again all the same: receivers are mended.</summary>
    Refused,

    /// <summary>408, 425, 429, 5xx, or no answer.</summary>
    Later,
}
