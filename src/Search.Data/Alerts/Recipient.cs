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

    /// <summary>Null until the person agreed.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }

    public DateTimeOffset? UnsubscribedAt { get; init; }

    /// <summary>Set when a server refused the address for good.</summary>
    public DateTimeOffset? SuspendedAt { get; init; }

    public string? SuspendedReason { get; init; }

    /// <summary>Mail may be sent to this address.</summary>
    public bool Reachable => ConfirmedAt is not null && UnsubscribedAt is null && SuspendedAt is null;
}
