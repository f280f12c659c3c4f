namespace Search.Alerts.Transfer;

/// <summary>A feed.</summary>
public sealed record SetupSource
{
    public string Url { get; init; } = "";

    public string Name { get; init; } = "";

    public string? Language { get; init; }

    public long PollSeconds { get; init; } = 900;

    public bool Enabled { get; init; } = true;

    /// <summary>Address of the person who is told when it breaks; null for the operator.</summary>
    public string? Owner { get; init; }
}
