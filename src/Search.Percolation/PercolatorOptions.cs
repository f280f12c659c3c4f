using Search.Lucene.Searching;

namespace Search.Percolation;

/// <summary>How a <see cref="Percolator"/> chooses by which terms it finds queries. Nothing of it changes what matches.</summary>
public sealed record PercolatorOptions
{
    public static PercolatorOptions Default { get; } = new();

    /// <summary>
    /// In how many of <see cref="DocCount"/> documents a field has a term; it may be old or wrong. Null, the default: terms are taken to be as
    /// frequent in documents as they are in queries.
    /// </summary>
    public Func<string, TermBytes, long>? DocFreq { get; init; }

    /// <summary>Documents that <see cref="DocFreq"/> counts.</summary>
    public long DocCount { get; init; } = 1;
}
