namespace Search.Data.Alerts;

/// <summary>Whether a person agreed to mails of one owner's alerts. Asked and answered once per owner.</summary>
public sealed record Consent
{
    public required long OwnerId { get; init; }

    public required long RecipientId { get; init; }

    /// <summary>Opaque; stands in the links to agree and to refuse.</summary>
    public required string Token { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the person was last asked; null for never.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    public int AskedCount { get; init; }

    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>When the person refused; then nobody asks again for this owner.</summary>
    public DateTimeOffset? RefusedAt { get; init; }
}
