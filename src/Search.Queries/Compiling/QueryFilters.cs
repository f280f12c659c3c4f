namespace Search.Queries.Compiling;

/// <summary>Restrictions that stand beside a query: each that is not empty must hold. They do not score. Immutable; lists compare by reference.</summary>
public sealed record QueryFilters
{
    public static QueryFilters None { get; } = new();

    /// <summary>Names of outlets, whole, in any case; any of them.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Language codes; any of them.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>First day of publication, in the reader's zone.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day of publication, in the reader's zone.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Ingest sequences above this one.</summary>
    public long? AfterSeq { get; init; }

    /// <summary>Ingest sequences up to this one.</summary>
    public long? UpToSeq { get; init; }
}
