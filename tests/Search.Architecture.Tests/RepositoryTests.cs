using Search.Testing;

namespace Search.Architecture.Tests;

/// <summary>What a reader finds at the top of the repository.</summary>
public class RepositoryTests
{
    private static readonly string[] TopLevel =
    [
        "src", "tests", "indexes", "README.md", "Search.sln", "ARCHITECTURE.md", "LICENSE", "NOTICE", ".ci", ".git", ".gitignore", ".gitattributes", ".editorconfig",
        "global.json", "Directory.Build.props", "Directory.Packages.props", "BannedSymbols.txt",
    ];

    [Fact]
    public void The_top_level_holds_the_design_cards_entries_and_build_files_only()
    {
        var strangers = Directory.EnumerateFileSystemEntries(Shared.RepositoryRoot).Select(Path.GetFileName).Except(TopLevel).Except(["artifacts", "TestResults", "BenchmarkDotNet.Artifacts", ".vs"]);
        Assert.Empty(strangers);
    }

    [Fact]
    public void Every_project_stands_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Shared.RepositoryRoot, "Search.sln"));
        var projects = new[] { "src", "tests" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Shared.RepositoryRoot, folder), "*.csproj", SearchOption.AllDirectories));
        Assert.All(projects, project => Assert.Contains(Path.GetFileName(project), solution, StringComparison.Ordinal));
    }
}
