using Search.Data.Articles;

namespace Search.Alerts.Digests;

/// <summary>An article in a mail.</summary>
public sealed record DigestItem
{
    public required Article Article { get; init; }

    /// <summary>Every alert that found it; it stands under the first.</summary>
    public required IReadOnlyList<AlertHit> Hits { get; init; }

    public Excerpt Excerpt { get; init; } = Excerpt.Empty;

    /// <summary>How many more outlets carry the story.</summary>
    public int OtherOutlets { get; init; }

    /// <summary>The person was told of an earlier revision.</summary>
    public bool Changed { get; init; }

    /// <summary>The title of which the person was told, where it was another; null when unknown.</summary>
    public string? Before { get; init; }
}
