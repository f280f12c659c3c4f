namespace Search.Ingest.Pages;

/// <summary>What was recovered of an article from a page. Empty or null stands for what the page does not say.</summary>
public sealed record ExtractedPage
{
    public string Title { get; init; } = "";

    public IReadOnlyList<string> Authors { get; init; } = [];

    public DateTimeOffset? Published { get; init; }

    /// <summary>Paragraphs, an empty line between two.</summary>
    public string Body { get; init; } = "";

    /// <summary>The address that the page gives itself, canonical.</summary>
    public string? Url { get; init; }

    /// <summary>The outlet's name.</summary>
    public string? Source { get; init; }

    public string? Language { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];
}
