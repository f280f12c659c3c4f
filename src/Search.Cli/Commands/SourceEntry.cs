using Search.Data.Sources;

namespace Search.Cli.Commands;

/// <summary>A feed in an exported file.</summary>
internal sealed record SourceEntry(string Url, string? Name, string? Language, long? Minutes)
{
    public SourceDraft ToDraft() => new()
    {
        Url = Url,
        Name = Name ?? "",
        Language = Language,
        PollInterval = TimeSpan.FromMinutes(Math.Clamp(Minutes ?? 15, 1, 10_080)),
    };
}
