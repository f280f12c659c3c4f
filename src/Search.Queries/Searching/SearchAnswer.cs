using Search.Queries.Syntax;

namespace Search.Queries.Searching;

/// <summary>What a search gave. When <see cref="Parsed"/> has errors there are no hits.</summary>
public sealed record SearchAnswer
{
    public required ParsedQuery Parsed { get; init; }

    /// <summary>Matching articles, or a number that they at least are.</summary>
    public long Total { get; init; }

    /// <summary>True when <see cref="Total"/> is the exact number.</summary>
    public bool Exact { get; init; } = true;

    public IReadOnlyList<ArticleHit> Hits { get; init; } = [];

    /// <summary>True when there are hits after this page.</summary>
    public bool HasMore { get; init; }

    /// <summary>The counts that <see cref="SearchRequest.Facets"/> asks for; null when it asks for none, or there is no index.</summary>
    public ArticleFacets? Facets { get; init; }

    /// <summary>The query with words mistyped put right, when it finds little and that may find more; null otherwise.</summary>
    public string? Suggestion { get; init; }

    /// <summary>What people must know of the answer: a limit that was met.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    public TimeSpan Took { get; init; }
}
