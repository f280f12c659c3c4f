using Search.Data;

namespace Search.Ingest.Stages;

/// <summary>A name that a database is given once, so that an index can tell whose rows it holds.</summary>
internal static class DatabaseIdentity
{
    public const string Setting = "database-identity";

    public static async Task<string> EnsureAsync(DataSession data)
    {
        if (await data.Settings.ReadAsync(Setting) is { } identity)
            return identity;
        identity = Guid.NewGuid().ToString("N");
        await data.Settings.WriteAsync(Setting, identity);
        return identity;
    }
}
