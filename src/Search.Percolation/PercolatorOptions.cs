using Search.Lucene.Searching;

namespace Search.Percolation;

/// <summary>Limits of a <see cref="Percolator"/>, and how it chooses by which terms it finds queries. Nothing of it changes what matches.</summary>
public sealed record PercolatorOptions
{
    public static PercolatorOptions Default { get; } = new();

    /// <summary>
    /// In how many of <see cref="DocCount"/> documents a field has a term; it may be old or wrong. Null, the default: terms are taken to be as
    /// frequent in documents as they are in queries.
    /// </summary>
    public Func<string, TermBytes, long>? DocFreq { get; init; }

    /// <summary>The most queries that may name nothing a matching document must have, and so are tried on every document.</summary>
    public int MaxAlwaysTried { get; init; } = 10_000;

    /// <summary>The deepest that queries may be nested.</summary>
    public int MaxDepth { get; init; } = 500;

    /// <summary>The most terms, clauses and other parts of one query, roughly: ints of its form.</summary>
    public int MaxLength { get; init; } = 1_000_000;

    /// <summary>Documents that <see cref="DocFreq"/> counts.</summary>
    public long DocCount { get; init; } = 1;
}
