namespace Search.Alerts.Delivery;

/// <summary>What a run of the delivery stage did.</summary>
public sealed record DeliveryReport
{
    /// <summary>Taken by a server.</summary>
    public int Sent { get; init; }

    /// <summary>Written to the pickup folder.</summary>
    public int PickedUp { get; init; }

    /// <summary>To be tried again.</summary>
    public int Retried { get; init; }

    /// <summary>Refused for good; the address is suspended.</summary>
    public int Failed { get; init; }

    /// <summary>Given up after five days.</summary>
    public int Expired { get; init; }

    /// <summary>What the operator should know, one line each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
