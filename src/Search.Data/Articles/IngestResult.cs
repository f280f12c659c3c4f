namespace Search.Data.Articles;

/// <summary>What became of a draft, and the article's revision that now stands for it.</summary>
public sealed record IngestResult(IngestOutcome Outcome, long ArticleId, string Id, int Revision, long Seq);
