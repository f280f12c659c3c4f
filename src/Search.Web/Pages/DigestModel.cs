using Search.Data.Outbox;

namespace Search.Web.Pages;

/// <summary>Everything that a mail stands for, what it had no room to show included; one page of it.</summary>
public sealed record DigestModel
{
    public required OutboxMessage Mail { get; init; }

    /// <summary>Different articles, as the mail counts them.</summary>
    public required int Articles { get; init; }

    public required int Shown { get; init; }

    public required int Folded { get; init; }

    public required IReadOnlyList<DigestGroup> Groups { get; init; }

    /// <summary>From 1.</summary>
    public required int PageNumber { get; init; }

    public required int Pages { get; init; }
}
