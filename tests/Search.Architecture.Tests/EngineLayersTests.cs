using System.Text.RegularExpressions;
using Search.Testing;

namespace Search.Architecture.Tests;

/// <summary>Inside Search.Lucene each folder may use only those above it.</summary>
public partial class EngineLayersTests
{
    private static readonly string[] Layers = ["Numerics", "Automata", "Store", "Documents", "Codecs", "Indexing", "Searching", "Highlighting", "Checking"];

    private static string Engine => Path.Combine(Shared.RepositoryRoot, "src", "Search.Lucene");

    [Fact]
    public void Every_folder_is_a_layer()
    {
        var folders = Directory.GetDirectories(Engine).Select(Path.GetFileName).Except(["bin", "obj"]);
        Assert.Empty(folders.Except(Layers));
    }

    [Fact]
    public void A_layer_uses_only_those_above_it()
    {
        var faults = from layer in Layers.Index()
                     let folder = Path.Combine(Engine, layer.Item)
                     where Directory.Exists(folder)
                     from file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
                     from Match use in Using().Matches(File.ReadAllText(file))
                     let used = Array.IndexOf(Layers, use.Groups[1].Value)
                     where used > layer.Index
                     select $"{Path.GetRelativePath(Engine, file)} uses {use.Groups[1].Value}";
        Assert.Empty(faults);
    }

    [Fact]
    public void Every_codec_folder_has_its_format_written_down()
    {
        var folders = Directory.GetDirectories(Path.Combine(Engine, "Codecs"));
        Assert.NotEmpty(folders);
        Assert.Empty(folders.Where(folder => !File.Exists(Path.Combine(folder, "FORMAT.md"))).Select(Path.GetFileName));
    }

    [GeneratedRegex(@"(?:using|global::)\s*(?:static\s+)?Search\.Lucene\.(\w+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Using();
}
