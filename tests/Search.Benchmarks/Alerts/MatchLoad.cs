namespace Search.Benchmarks.Alerts;

/// <summary>What a service has to bear in <c>match-load</c>.</summary>
/// <param name="Corpus">File of the articles.</param>
/// <param name="Queries">File of the saved queries.</param>
internal sealed record MatchLoad(string Corpus, string Queries)
{
    public required int Alerts { get; init; }

    /// <summary>Articles a second.</summary>
    public required int Rate { get; init; }

    public required int Seconds { get; init; }

    /// <summary>Seconds of arrivals before those that are measured.</summary>
    public required int Warm { get; init; }

    /// <summary>Articles stored in one transaction.</summary>
    public required int Batch { get; init; }

    /// <summary>Rate of each alert.</summary>
    public required string Told { get; init; }

    public int Articles => Rate * (Warm + Seconds);

    public int Unmeasured => Rate * Warm;
}
