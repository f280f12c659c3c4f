namespace Search.Lucene.Searching;

/// <summary>How many of a search's matches have this string in a column.</summary>
public readonly record struct FacetCount(TermBytes Value, long Count);
