namespace Search.Data.Alerts;

/// <summary>A person, as far as mail knows one: an address and what may be sent to it.</summary>
public sealed record Recipient
{
    public required long RecipientId { get; init; }

    public required string Address { get; init; }

    /// <summary>Opaque; stands in the link that stops everything to this address.</summary>
    public required string Token { get; init; }

    /// <summary>Entered by the operator (command line, or a page on loopback): may get mail without a public address of the service.</summary>
    public bool Operator { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the person stopped everything.</summary>
    public DateTimeOffset? UnsubscribedAt { get; init; }

    /// <summary>Set when a server refused the address for good.</summary>
    public DateTimeOffset? SuspendedAt { get; init; }

    public string? SuspendedReason { get; init; }

    /// <summary>When all that was known of the person was erased; the row stands for what refers to it.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>Mail may be sent to this address by an owner for whom the person confirmed it (<see cref="Consent"/>).</summary>
    public bool Reachable => UnsubscribedAt is null && SuspendedAt is null && ErasedAt is null;
}
