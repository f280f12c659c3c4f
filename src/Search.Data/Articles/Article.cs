namespace Search.Data.Articles;

/// <summary>An article at one of its revisions.</summary>
public sealed record Article
{
    /// <summary>Key inside the database. Also orders by arrival of first revisions.</summary>
    public required long ArticleId { get; init; }

    /// <summary>The article's name outside: its input's own id when that was given and free, else derived from its identity.</summary>
    public required string Id { get; init; }

    /// <summary>Canonical URL, unique; null where the input had none (then its content hash is its identity).</summary>
    public string? Url { get; init; }

    /// <summary><see cref="ArticleId"/> of the first article that carried the same text.</summary>
    public required long StoryGroup { get; init; }

    /// <summary>1 for the first revision.</summary>
    public required int Revision { get; init; }

    /// <summary>Ingest sequence of this revision: the one clock of the system. Unique, and ascending in the order of commits.</summary>
    public required long Seq { get; init; }

    public required string Title { get; init; }

    public string? Author { get; init; }

    /// <summary>Null where unknown; never after <see cref="Seen"/>.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>What the input said, where that lay in the future and <see cref="Published"/> was set to <see cref="Seen"/>.</summary>
    public string? RawPublished { get; init; }

    /// <summary>When this revision was stored.</summary>
    public required DateTimeOffset Seen { get; init; }

    /// <summary>When the first revision was stored.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    public string? Source { get; init; }

    /// <summary>BCP 47, as far as known.</summary>
    public string? Language { get; init; }

    public required string Body { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>One of the fictional articles of a first start.</summary>
    public bool Sample { get; init; }

    /// <summary>The tombstone: when the article was taken down. Its texts are gone and it never comes back.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    public string? DeletedReason { get; init; }

    /// <summary>This revision is the news of a takedown: an index removes the article.</summary>
    public bool Removed { get; init; }

    /// <summary>No later revision exists.</summary>
    public bool Current { get; init; }
}
