using System.Text.Json;
using Search.Data;

namespace Search.Ingest.Stages;

/// <summary>How far the rebuild of one index is, as a row that the process that waits for it reads.</summary>
/// <param name="Request">The request that it fulfils; empty when the index was rebuilt for its version.</param>
/// <param name="Rows">Rows read so far.</param>
/// <param name="Failure">Why it was given up; null while it goes on, and at its end.</param>
internal sealed record RebuildProgress(string Request, long Rows, string? Failure)
{
    private const string Setting = "index-rebuild-progress.";

    /// <summary>Of the index of this name; null where none was rebuilt yet.</summary>
    public static async Task<RebuildProgress?> ReadAsync(DataSession data, string index) =>
        await data.Settings.ReadAsync(Setting + index) is { } json ? JsonSerializer.Deserialize<RebuildProgress>(json) : null;

    public Task WriteAsync(DataSession data, string index) => data.Settings.WriteAsync(Setting + index, JsonSerializer.Serialize(this));
}
