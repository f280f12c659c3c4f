using Search.Benchmarks.Corpora;
using Search.Queries.Classic;
using Search.Queries.Syntax;

namespace Search.Benchmarks.Percolation;

/// <summary>What is matched against what, and how often.</summary>
internal sealed record PercolationSettings
{
    /// <summary>File of queries.</summary>
    public required string Queries { get; init; }

    /// <summary>Queries at most, from the file's beginning.</summary>
    public int Take { get; init; } = int.MaxValue;

    /// <summary>Corpus of articles.</summary>
    public required string Articles { get; init; }

    /// <summary>Articles at most, from the corpus's beginning.</summary>
    public int Limit { get; init; } = int.MaxValue;

    public string Analyzer { get; init; } = "standard";

    /// <summary>The field of words that name none.</summary>
    public string Field { get; init; } = "body";

    public QueryOperator DefaultOperator { get; init; } = QueryOperator.Or;

    /// <summary>Corpus of term statistics; null for none.</summary>
    public string? Statistics { get; init; }

    /// <summary>Rounds over all articles before the clock.</summary>
    public int Warm { get; init; }

    /// <summary>Rounds by the clock, 1 or more.</summary>
    public int Repeat { get; init; }

    public ClassicQueryParser Parser() => new(Field, PeerSchema.Analyzer(Analyzer), DefaultOperator);
}
