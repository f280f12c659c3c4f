using Search.Cli.Commands;

namespace Search.Cli.Settings;

/// <summary>The folder in which index, database, pickup folder and settings lie. Paths are absolute.</summary>
public sealed record DataFolder(string Path)
{
    /// <summary>The database file, when no server is set.</summary>
    public string Database => System.IO.Path.Combine(Path, "search.db");

    public string Index => System.IO.Path.Combine(Path, "articles");

    /// <summary>Where a new index is made that is to take the other's place: inside it, so that both lie on one disk.</summary>
    public string NewIndex => System.IO.Path.Combine(Index, "rebuild");

    /// <summary>What to do about a damaged index.</summary>
    public string IndexRemedy => $"To mend it: run 'search rebuild', or stop the service, delete {Index}, and start again; the index is written anew from the database, and no alert fires again.";

    /// <summary>The pickup folder.</summary>
    public string Outbox => System.IO.Path.Combine(Path, "outbox");

    /// <summary>Keys of the pages' forms.</summary>
    public string Keys => System.IO.Path.Combine(Path, "keys");

    public string Settings => System.IO.Path.Combine(Path, "appsettings.json");

    /// <summary>
    /// Opens the database: the PostgreSQL one that the settings name (<c>SEARCH_Database</c>), else the folder's own file; brings it to the
    /// newest schema.
    /// </summary>
    /// <exception cref="CliException">The setting is no connection string.</exception>
    public Search.Data.Database OpenDatabase()
    {
        if (SearchSettings.DatabaseServer(this) is not { } server)
            return Search.Data.Database.Open(Database);
        try
        {
            return Search.Data.Database.ConnectAsync(server).GetAwaiter().GetResult();
        }
        catch (ArgumentException e)
        {
            throw new CliException($"Database (SEARCH_Database) is not a connection string; one looks like Host=127.0.0.1;Database=search;Username=search;Password=…: {e.Message}");
        }
    }

    /// <summary>The folder that the option names, else the environment (SEARCH_Data), else <c>indexes</c> under the current directory; it need not be there.</summary>
    public static DataFolder Named(string? option)
    {
        var named = option ?? Environment.GetEnvironmentVariable("SEARCH_Data");
        return new DataFolder(System.IO.Path.GetFullPath(string.IsNullOrEmpty(named) ? "indexes" : named));
    }

    /// <summary>
    /// The folder of that name, which is there then. A command that may not create it (only serve, index, sources add, alerts add, and restore into
    /// a new folder may) throws <see cref="CliException"/> saying where it looked.
    /// </summary>
    public static DataFolder Find(string? option, bool mayCreate)
    {
        var folder = Named(option);
        if (!mayCreate && !File.Exists(folder.Database) && SearchSettings.DatabaseServer(folder) is null)
            throw new CliException($"there is no Search data in {folder.Path}; name the folder with {CommonOptions.DataName}, or begin with 'search serve' or 'search index'");
        Directory.CreateDirectory(folder.Path);
        return folder;
    }
}
