namespace Search.Data.Outbox;

/// <summary>A match in a mail: together they are exactly the set that the mail stands for.</summary>
public sealed record OutboxItem
{
    public long OutboxId { get; init; }

    public required long MatchId { get; init; }

    public required long AlertId { get; init; }

    public required long ArticleId { get; init; }

    public required int Revision { get; init; }

    public required Placing Placing { get; init; }

    /// <summary>Order in the mail, from 0; an article that several alerts found has one ordinal.</summary>
    public required int Ordinal { get; init; }
}
