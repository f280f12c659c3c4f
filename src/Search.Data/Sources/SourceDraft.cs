namespace Search.Data.Sources;

/// <summary>A feed to be added.</summary>
public sealed record SourceDraft
{
    public required string Url { get; init; }

    public required string Name { get; init; }

    public string? Language { get; init; }

    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMinutes(15);

    public bool Sample { get; init; }
}
