namespace Search.Testing;

/// <summary>Where the shared test data and peers lie: the folder named by SEARCH_SHARED, else <c>shared</c> beside the repository.</summary>
public static class Shared
{
    /// <summary>The shared folder, or null where there is none.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>The repository's root: the folder that holds Search.sln.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>True where every peer must be there: a skip becomes a failure.</summary>
    public static bool RequirePeers => Environment.GetEnvironmentVariable("SEARCH_REQUIRE_PEERS") == "1";

    /// <summary>Path of a file in the shared folder; throws where there is none.</summary>
    public static string PathOf(string relative) =>
        Path.Combine(Folder ?? throw new DirectoryNotFoundException("no shared folder beside the repository"), relative);

    private static string? Find()
    {
        var named = Environment.GetEnvironmentVariable("SEARCH_SHARED");
        var folder = string.IsNullOrEmpty(named) ? Path.Combine(FindRoot(), "..", "shared") : named;
        return Directory.Exists(folder) ? Path.GetFullPath(folder) : null;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Search.sln")))
                return folder.FullName;
        }
        return Directory.GetCurrentDirectory();
    }
}
