namespace Search.Data.Articles;

/// <summary>An article as an input gives it, before it has an identity in the database.</summary>
public sealed record ArticleDraft
{
    /// <summary>The input's own id, where it has one.</summary>
    public string? Id { get; init; }

    /// <summary>Canonical already; null where there is none.</summary>
    public string? Url { get; init; }

    public required string Title { get; init; }

    public string? Author { get; init; }

    /// <summary>May lie in the future: the store clamps it and keeps what was said.</summary>
    public DateTimeOffset? Published { get; init; }

    public string? Source { get; init; }

    public string? Language { get; init; }

    public required string Body { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public bool Sample { get; init; }
}
