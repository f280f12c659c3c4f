namespace Search.Lucene.Searching;

/// <summary>Asks how many matches fall on each day.</summary>
/// <param name="Field">A numeric column of epoch seconds; documents without a value fall on no day.</param>
/// <param name="Zone">Where days begin and end.</param>
public sealed record DayHistogram(string Field, TimeZoneInfo Zone);
