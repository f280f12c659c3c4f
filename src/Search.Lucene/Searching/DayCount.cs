namespace Search.Lucene.Searching;

/// <summary>How many of a search's matches fall on a day.</summary>
public readonly record struct DayCount(DateOnly Day, long Count);
