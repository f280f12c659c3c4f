namespace Search.Ingest.Stages;

/// <summary>An article that the index could not take. Its row stands, the others went on; an earlier revision of it is no longer found.</summary>
/// <param name="ArticleId">Public id.</param>
/// <param name="Seq">Ingest sequence of the revision.</param>
/// <param name="Reason">For people.</param>
public sealed record IndexFault(string ArticleId, long Seq, string Reason)
{
    private const int LongestId = 100;

    public override string ToString() => $"article {(ArticleId.Length > LongestId ? ArticleId[..LongestId] + "…" : ArticleId)} is not in the index: {Reason}";
}
