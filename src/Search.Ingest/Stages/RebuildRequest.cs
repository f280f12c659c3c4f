using Search.Data;

namespace Search.Ingest.Stages;

/// <summary>
/// The wish to have every index of a database written anew, as one row: the name of the newest wish. An index's commit says which one it
/// fulfils, so each index of several nodes is rebuilt once for it, and a kill repeats or loses nothing.
/// </summary>
internal static class RebuildRequest
{
    private const string Setting = "index-rebuild";

    /// <summary>The newest wish; empty where there was none.</summary>
    public static async Task<string> ReadAsync(DataSession data) => await data.Settings.ReadAsync(Setting) ?? "";

    /// <summary>Makes a new one and returns its name.</summary>
    public static async Task<string> MakeAsync(DataSession data)
    {
        var request = Guid.NewGuid().ToString("N");
        await data.Settings.WriteAsync(Setting, request);
        return request;
    }
}
