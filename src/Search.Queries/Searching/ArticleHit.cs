namespace Search.Queries.Searching;

/// <summary>One article that a search found. Empty strings stand for facts that are not known.</summary>
public sealed record ArticleHit
{
    public required string Id { get; init; }

    public string Url { get; init; } = "";

    public string Title { get; init; } = "";

    /// <summary>What matched in <see cref="Title"/>.</summary>
    public IReadOnlyList<Range> TitleRanges { get; init; } = [];

    public string Author { get; init; } = "";

    public string Source { get; init; } = "";

    public string Language { get; init; } = "";

    public DateTimeOffset? Published { get; init; }

    public DateTimeOffset Seen { get; init; }

    /// <summary>0 when sorted by date.</summary>
    public float Score { get; init; }

    /// <summary>The body's best passages, in the order of the text.</summary>
    public IReadOnlyList<HitPassage> Passages { get; init; } = [];
}
