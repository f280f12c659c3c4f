namespace Search.Ingest.Fetching;

/// <summary>What a fetch may cost, and where it may go. The defaults suit feeds.</summary>
public sealed record FetchLimits
{
    /// <summary>Loopback may be fetched from: for tests, and for feeds that this machine makes.</summary>
    public bool AllowLoopback { get; init; }

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For everything: redirects, headers, body and repeats.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Bytes of a body, as sent and as decompressed.</summary>
    public int LargestBody { get; init; } = 16 << 20;

    public int MostRedirects { get; init; } = 5;

    public int ConnectionsPerHost { get; init; } = 2;

    /// <summary>Attempts after the first one, on network faults and 5xx answers.</summary>
    public int Retries { get; init; } = 2;

    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);
}
