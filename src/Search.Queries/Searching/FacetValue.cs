namespace Search.Queries.Searching;

/// <summary>An outlet, language or tag, and how many of the found articles have it.</summary>
public sealed record FacetValue(string Value, long Count);
