namespace Search.Ingest.Feeds;

/// <summary>One item of a feed.</summary>
public sealed record FeedItem
{
    public string Title { get; init; } = "";

    /// <summary>Address of the article, absolute where that could be made out.</summary>
    public string? Link { get; init; }

    /// <summary>The feed's own name for the item: guid, Atom id, or RDF about.</summary>
    public string? Id { get; init; }

    public DateTimeOffset? Published { get; init; }

    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>The fullest text that the item carries, without markup.</summary>
    public string Text { get; init; } = "";

    public string? Language { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];
}
