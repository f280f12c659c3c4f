namespace Search.Data.Alerts;

/// <summary>What an article must be beside matching the query; an empty list asks nothing. Stored as JSON, part of a query's version.</summary>
public sealed record AlertFilters
{
    public static readonly AlertFilters None = new();

    /// <summary>The article's language is one of these.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>The article's source is one of these.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    public bool Equals(AlertFilters? other) =>
        other is not null && Languages.SequenceEqual(other.Languages) && Sources.SequenceEqual(other.Sources);

    public override int GetHashCode() => HashCode.Combine(Languages.Count, Sources.Count);
}
