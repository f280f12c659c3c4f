namespace Search.Data.Matches;

/// <summary>One version of an alert's query found one revision of one article; not recorded yet.</summary>
/// <param name="AlertId">The alert.</param>
/// <param name="ArticleId">The article.</param>
/// <param name="Revision">Its revision.</param>
/// <param name="Seq">The revision's ingest sequence.</param>
/// <param name="Version">The query's version.</param>
/// <param name="StoryGroup">The article's story.</param>
public readonly record struct FoundMatch(long AlertId, long ArticleId, int Revision, long Seq, int Version, long StoryGroup);
