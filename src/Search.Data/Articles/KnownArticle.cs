namespace Search.Data.Articles;

/// <summary>What has to be known of an article to decide about a draft.</summary>
internal sealed record KnownArticle
{
    public long ArticleId { get; init; }

    public string Id { get; init; } = "";

    public int Revision { get; init; }

    public long Seq { get; init; }

    public string ContentHash { get; init; } = "";

    public bool IsTakenDown { get; init; }
}
