using System.IO.Compression;
using System.Reflection;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace Search.Architecture.Tests;

/// <summary>What is in the packages of the libraries.</summary>
[Collection(nameof(PackedLibraries))]
public sealed class PackageTests(PackedLibraries libraries)
{
    public static TheoryData<string, string[]> Dependencies => new()
    {
        { "Search.Analysis", [] },
        { "Search.Lucene", ["Search.Analysis"] },
        { "Search.Queries", ["Search.Analysis", "Search.Lucene"] },
        { "Search.Percolation", ["Search.Analysis", "Search.Lucene", "Search.Queries"] },
    };

    [Fact]
    public void The_libraries_are_packed_with_their_symbols_and_no_other_project()
    {
        var packed = Directory.GetFiles(libraries.Feed).Select(Path.GetFileName).Order(StringComparer.Ordinal);
        Assert.Equal(PackedLibraries.Names.SelectMany(name => (string[])[$"{name}.0.1.0.nupkg", $"{name}.0.1.0.snupkg"]), packed);
    }

    [Theory]
    [MemberData(nameof(Dependencies))]
    public void A_package_says_what_it_is_and_needs(string name, string[] needed)
    {
        using var package = libraries.Open(name);
        var nuspec = XDocument.Load(Entry(package, name + ".nuspec").Open());
        string Value(string element) => nuspec.Descendants().Single(found => found.Name.LocalName == element).Value;

        Assert.Equal((name, "Apache-2.0", "README.md"), (Value("id"), Value("license"), Value("readme")));
        Assert.True(Value("description").Length > 50);
        Assert.Equal("net10.0", (string?)Assert.Single(nuspec.Descendants(), found => found.Name.LocalName == "group").Attribute("targetFramework"));
        var dependencies = nuspec.Descendants().Where(found => found.Name.LocalName == "dependency").ToList();
        Assert.Equal(needed, dependencies.Select(dependency => (string?)dependency.Attribute("id")).Order(StringComparer.Ordinal));
        Assert.All(dependencies, dependency => Assert.Equal(Value("version"), (string?)dependency.Attribute("version")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_package_holds_the_library_its_documentation_a_readme_and_the_notices(string name)
    {
        using var package = libraries.Open(name);
        var files = package.Entries.Select(entry => entry.FullName).Where(file => !file.StartsWith("_rels/", StringComparison.Ordinal) && !file.StartsWith("package/", StringComparison.Ordinal));
        Assert.Equal(
            ["NOTICE", "README.md", $"{name}.nuspec", "[Content_Types].xml", $"lib/net10.0/{name}.dll", $"lib/net10.0/{name}.xml"],
            files.Order(StringComparer.Ordinal));
        Assert.StartsWith($"# {name}", Text(package, "README.md"), StringComparison.Ordinal);
        Assert.Contains("snowballstem.org", Text(package, "NOTICE"), StringComparison.Ordinal);
        Assert.True(XDocument.Load(Entry(package, $"lib/net10.0/{name}.xml").Open()).Descendants("member").Count() > 50);
        using var symbols = libraries.Open(name, "snupkg");
        Assert.NotNull(symbols.GetEntry($"lib/net10.0/{name}.pdb"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_library_is_built_to_the_same_bytes_from_the_same_source(string name)
    {
        using var package = libraries.Open(name);
        using var bytes = new MemoryStream();
        using (var library = Entry(package, $"lib/net10.0/{name}.dll").Open())
            library.CopyTo(bytes);
        bytes.Position = 0;
        using var image = new PEReader(bytes);
        Assert.Contains(image.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.Reproducible);
    }

    /// <summary>
    /// Between accents stand public types and members, as <c>Type</c>, <c>Type.Member</c> or <c>Member</c>; names of codecs end in digits. Programs are
    /// run by <see cref="ReadmeExampleTests"/>.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void What_a_readme_names_is_in_the_library(string name)
    {
        using var package = libraries.Open(name);
        var types = Assembly.Load(new AssemblyName(name)).GetExportedTypes();
        var members = types.SelectMany(type => type.GetMembers().SelectMany(member => (string[])[member.Name, $"{type.Name}.{member.Name}"]));
        var known = types.Select(type => type.Name).Concat(members).ToHashSet(StringComparer.Ordinal);
        var prose = string.Concat(Text(package, "README.md").Split("```").Where((_, at) => at % 2 == 0));
        var named = prose.Split('`').Where((_, at) => at % 2 == 1).Where(word => !char.IsDigit(word[^1])).ToList();
        Assert.NotEmpty(named);
        Assert.Empty(named.Except(known, StringComparer.Ordinal));
    }

    public static TheoryData<string> Names => [.. PackedLibraries.Names];

    private static ZipArchiveEntry Entry(ZipArchive package, string name) => package.GetEntry(name) ?? throw new FileNotFoundException(name);

    private static string Text(ZipArchive package, string name)
    {
        using var reader = new StreamReader(Entry(package, name).Open());
        return reader.ReadToEnd();
    }
}
