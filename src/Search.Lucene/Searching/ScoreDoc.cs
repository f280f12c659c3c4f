namespace Search.Lucene.Searching;

/// <summary>One hit: the document's number in the searched snapshot, and its score (0 when sorted by another value than relevance).</summary>
/// <param name="Doc">Number across all segments of the snapshot, from 0.</param>
/// <param name="Score">BM25 score, or 0.</param>
/// <param name="SortValue">The value sorted by, when <see cref="SearchOptions.SortBy"/> is set.</param>
public readonly record struct ScoreDoc(int Doc, float Score, long SortValue = 0);
