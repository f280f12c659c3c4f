using Search.Data.Alerts;
using Search.Data.Articles;
using Search.Data.Outbox;

namespace Search.Web.Pages;

/// <summary>One article of a mail.</summary>
/// <param name="Article">As it was told; null when it is gone.</param>
/// <param name="Tombstone">What is left of one that is gone.</param>
/// <param name="Placing">Where it stood in the mail.</param>
/// <param name="Others">Other alerts that found it.</param>
public sealed record DigestRow(Article? Article, Article? Tombstone, Placing Placing, IReadOnlyList<Alert> Others);
