using System.IO.Compression;
using Search.Testing;

namespace Search.Architecture.Tests;

/// <summary>The libraries that this test was built with, packed as <c>dotnet pack</c> does it, in a folder of their own.</summary>
public sealed class PackedLibraries : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static IReadOnlyList<string> Names { get; } = ["Search.Analysis", "Search.Lucene", "Search.Percolation", "Search.Queries"];

    /// <summary>Holds the packages and nothing else.</summary>
    public string Feed => _folder.File("feed");

    public async Task InitializeAsync()
    {
        var configuration = Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)));
        var projects = Directory.EnumerateFiles(Path.Combine(Shared.RepositoryRoot, "src"), "*.csproj", SearchOption.AllDirectories);
        await File.WriteAllTextAsync(_folder.File("pack.proj"), $"""
            <Project>
              <Target Name="Pack">
                <MSBuild Projects="{string.Join(';', projects)}" Targets="Pack" Properties="NoBuild=true;Configuration={configuration};PackageOutputPath={Feed};NuspecOutputPath={_folder.File("nuspec")}" />
              </Target>
            </Project>
            """);
        await DotNet.RunAsync(_folder.Path, "msbuild", "pack.proj", "-t:Pack", "-v:q", "-nologo");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    /// <summary>A package, or with the ending <c>snupkg</c> its symbols.</summary>
    public ZipArchive Open(string name, string ending = "nupkg") => ZipFile.OpenRead(Assert.Single(Directory.GetFiles(Feed, $"{name}.*.{ending}")));
}
