using Search.Data.Articles;

namespace Search.Ingest.Files;

/// <summary>An article on its way in.</summary>
/// <param name="Draft">What is stored.</param>
/// <param name="File">The input that it came from, which counts what becomes of it.</param>
/// <param name="GivenUrl">The address as the input wrote it; null for none.</param>
public sealed record IncomingArticle(ArticleDraft Draft, FileReport File, string? GivenUrl = null);
