using Xunit;

namespace Search.Testing;

/// <summary>A fact that needs files of the shared folder; skipped, visibly, where one is missing, unless SEARCH_REQUIRE_PEERS=1.</summary>
public sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute(params string[] files)
    {
        if (Shared.RequirePeers)
            return;
        if (Shared.Folder is null)
            Skip = "needs the shared folder beside the repository";
        else if (files.FirstOrDefault(file => !Path.Exists(Path.Combine(Shared.Folder, file))) is { } missing)
            Skip = $"needs {missing} in the shared folder";
    }
}
