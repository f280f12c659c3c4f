namespace Search.Lucene.Searching;

/// <summary>Sorting by a column of longs instead of relevance; ties by document number. Documents without a value count as <paramref name="Missing"/>.</summary>
public sealed record NumericSort(string Field, bool Descending = true, long Missing = 0);
