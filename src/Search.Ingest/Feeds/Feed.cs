namespace Search.Ingest.Feeds;

/// <summary>A feed as it was read.</summary>
public sealed record Feed
{
    public string Title { get; init; } = "";

    /// <summary>The site that it belongs to, absolute where that could be made out.</summary>
    public string? Link { get; init; }

    public string? Language { get; init; }

    public IReadOnlyList<FeedItem> Items { get; init; } = [];
}
