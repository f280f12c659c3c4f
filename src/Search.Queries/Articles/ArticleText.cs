namespace Search.Queries.Articles;

/// <summary>
/// What the index takes of one article: the text and facts that <see cref="ArticleSchema"/> turns into a document. Immutable, with
/// value equality over all but the tags' list, which compares by reference. Empty strings stand for facts that are not known.
/// </summary>
public sealed record ArticleText
{
    /// <summary>The article's public id: the unique key of the index.</summary>
    public required string Id { get; init; }

    /// <summary>The ingest sequence of this revision.</summary>
    public required long Seq { get; init; }

    /// <summary>Canonical address.</summary>
    public string Url { get; init; } = "";

    public string Title { get; init; } = "";

    public string Body { get; init; } = "";

    /// <summary>All authors as one text, separated by commas.</summary>
    public string Author { get; init; } = "";

    /// <summary>The outlet's name, as shown.</summary>
    public string Source { get; init; } = "";

    /// <summary>ISO 639-1 code; empty when not known.</summary>
    public string Language { get; init; } = "";

    /// <summary>When the outlet says it was published; null when it does not. A date after <see cref="Seen"/> is indexed as <see cref="Seen"/>.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>When this revision came in: the <c>now</c> of saved queries.</summary>
    public required DateTimeOffset Seen { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];
}
