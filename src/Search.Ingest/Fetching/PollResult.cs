using Search.Data.Sources;

namespace Search.Ingest.Fetching;

/// <summary>What one poll of one source gave.</summary>
/// <param name="Source">The source as it was claimed.</param>
/// <param name="Error">Why it failed, for people; null for a success.</param>
/// <param name="Items">Items that the feed held; 0 when it had not changed.</param>
/// <param name="Added">Articles that were new.</param>
/// <param name="Revised">Known articles that had changed.</param>
public sealed record PollResult(Source Source, string? Error, int Items, int Added, int Revised)
{
    public bool IsFailure => Error is not null;
}
