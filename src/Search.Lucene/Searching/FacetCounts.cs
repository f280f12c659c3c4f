namespace Search.Lucene.Searching;

/// <summary>How many of a search's matches have each string of a column, exactly: the most frequent first, of equally frequent ones in the order of bytes.</summary>
/// <param name="Field">The column: sorted or sorted set doc values.</param>
/// <param name="Values">Every string that a match has.</param>
public sealed record FacetCounts(string Field, IReadOnlyList<FacetCount> Values);
