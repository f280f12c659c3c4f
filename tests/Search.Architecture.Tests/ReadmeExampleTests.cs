using Search.Testing;

namespace Search.Architecture.Tests;

/// <summary>The programs in README.md, under "Use it as a library", and in that of a package, built as a reader would build them: from the packages alone.</summary>
[Collection(nameof(PackedLibraries))]
public sealed class ReadmeExampleTests(PackedLibraries libraries) : IDisposable
{
    private const int LongestExample = 40;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_example_indexes_and_searches_a_folder_of_text_files()
    {
        await BuildAsync(await ExampleAsync("README.md", "\n## Use it as a library\n"), "Search.Queries");
        Directory.CreateDirectory(_folder.File("texts"));
        await TextAsync("storm.txt", "A storm came to Qalamoun. The storms of March were many.");
        await TextAsync("calm.txt", "Nothing came to Qalamoun.");
        await TextAsync("other.log", "A storm that is no text.");

        Assert.Equal(["1 found", "storm.txt", "  A [storm] came to [Qalamoun]. The [storms] of March were many."], await RunAsync("texts", "storm AND Qalamoun"));
        Assert.Equal(["0 found"], await RunAsync("texts", "hurricane"));
        Assert.StartsWith("Character 1: ", Assert.Single(await RunAsync("texts", "(storm")), StringComparison.Ordinal);
        await TextAsync("calm.txt", "A hurricane came.");
        Assert.Equal(["1 found", "calm.txt", "  A [hurricane] came."], await RunAsync("texts", "hurricane"));
        Assert.Equal("2 found", (await RunAsync("texts", "*:*"))[0]);
    }

    [Fact]
    public async Task The_percolators_example_tells_of_each_file_which_queries_it_matches()
    {
        await BuildAsync(await ExampleAsync("src/Search.Percolation/README.md", "# Search.Percolation\n"), "Search.Percolation");
        Directory.CreateDirectory(_folder.File("texts"));
        await TextAsync("queries", "storm AND Qalamoun\n\"came to\"\n(storm\n*amou? NOT hurricane\nhurricane");
        await TextAsync("storm.txt", "Storms came to Qalamoun.");
        await TextAsync("hurricane.txt", "A hurricane in Qalamoun.");
        await TextAsync("calm.txt", "Nothing.");

        var lines = await RunAsync("texts/queries", "texts/storm.txt", "texts/hurricane.txt", "texts/calm.txt");

        Assert.StartsWith("Line 3: ", lines[0], StringComparison.Ordinal);
        Assert.Equal(["storm.txt: 1 2 4", "hurricane.txt: 5", "calm.txt: "], lines[1..]);
    }

    /// <summary>The first program after a heading.</summary>
    private static async Task<string> ExampleAsync(string file, string heading)
    {
        var readme = (await File.ReadAllTextAsync(Path.Combine(Shared.RepositoryRoot, file))).ReplaceLineEndings("\n");
        var section = readme[readme.IndexOf(heading, StringComparison.Ordinal)..];
        var begin = section.IndexOf("```csharp\n", StringComparison.Ordinal) + "```csharp\n".Length;
        var example = section[begin..section.IndexOf("\n```\n", begin, StringComparison.Ordinal)];
        Assert.InRange(example.Split('\n').Length, 1, LongestExample);
        return example;
    }

    /// <summary>Nothing but the folder of packages is a source, and what is restored stays in the test's own folder.</summary>
    private async Task BuildAsync(string program, string package)
    {
        await File.WriteAllTextAsync(_folder.File("Program.cs"), program);
        await File.WriteAllTextAsync(_folder.File("nuget.config"), $"""
            <configuration>
              <packageSources><clear /><add key="packed" value="{libraries.Feed}" /></packageSources>
            </configuration>
            """);
        await File.WriteAllTextAsync(_folder.File("example.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <UseAppHost>false</UseAppHost>
                <NuGetAudit>false</NuGetAudit>
                <RestorePackagesPath>restored</RestorePackagesPath>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{package}" Version="0.1.0" />
              </ItemGroup>
            </Project>
            """);
        await DotNet.RunAsync(_folder.Path, "build", "example.csproj", "-o", "built", "-v", "q", "-nologo", "-p:UseSharedCompilation=false");
    }

    private Task TextAsync(string name, string text) => File.WriteAllTextAsync(_folder.File(Path.Combine("texts", name)), text);

    private async Task<string[]> RunAsync(params string[] arguments) =>
        (await DotNet.RunAsync(_folder.Path, [Path.Combine("built", "example.dll"), .. arguments])).ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
