using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Search.Lucene.Store;
using Search.Testing;

namespace Search.Lucene.Tests.Codecs;

/// <summary>Holds each FORMAT.md to the code and to the golden indexes of real Lucene.</summary>
public sealed partial class FormatDocumentsTests
{
    private static readonly string Folder = Path.Combine(Shared.RepositoryRoot, "src", "Search.Lucene", "Codecs");

    public static TheoryData<string> Formats() =>
        ["Commits", "Compound", "DocValues", "Fields", "IndexedDisi", "LiveDocs", "Norms", "Packed", "Points", "Segments", "StoredFields"];

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_format_document_lists_every_code_file_of_its_folder(string format)
    {
        var listed = CodeFile().Matches(Section(format, "Code")).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var files = Directory.GetFiles(Path.Combine(Folder, format), "*.cs").Select(path => Path.GetFileName(path)!).ToList();
        Assert.NotEmpty(files);
        Assert.DoesNotContain(files, file => !listed.Contains(file));
        Assert.All(listed, file => Assert.True(files.Contains(file) || File.Exists(Path.Combine(Folder, file)), file));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_format_document_states_the_constants_of_the_code(string format)
    {
        foreach (Match row in ConstantRow().Matches(Text(format)))
        {
            var type = Assert.Single(typeof(IndexDirectory).Assembly.GetTypes(), type => type.Name == row.Groups[1].Value);
            var field = type.GetField(row.Groups[2].Value, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic);
            Assert.True(field is not null, row.Value);
            Assert.Equal(row.Groups[3].Value, Convert.ToString(field.GetRawConstantValue(), CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void The_examples_of_a_format_document_stand_in_the_golden_index(string format)
    {
        var examples = Example().Matches(Section(format, "Example"));
        Assert.NotEmpty(examples);
        foreach (Match example in examples)
        {
            var path = Path.Combine(GoldenIndex.Plain, "..", example.Groups[1].Value);
            var bytes = Convert.FromHexString(example.Groups[3].Value.Replace(" ", "", StringComparison.Ordinal));
            var offset = int.Parse(example.Groups[2].Value);
            Assert.Equal(bytes, File.ReadAllBytes(path).AsSpan(offset, bytes.Length));
        }
    }

    private static string Text(string format) => File.ReadAllText(Path.Combine(Folder, format, "FORMAT.md"));

    private static string Section(string format, string title)
    {
        var text = Text(format);
        var start = text.IndexOf("## " + title + "\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"{format} has no section {title}");
        var end = text.IndexOf("\n## ", start + 3, StringComparison.Ordinal);
        return end < 0 ? text[start..] : text[start..end];
    }

    [GeneratedRegex(@"`([\w.]+\.cs)`")]
    private static partial Regex CodeFile();

    [GeneratedRegex(@"^\| `(\w+)\.(\w+)` \| (.+?) \|$", RegexOptions.Multiline)]
    private static partial Regex ConstantRow();

    [GeneratedRegex(@"`([\w./]+)` at (\d+): `([0-9a-f ]+)`")]
    private static partial Regex Example();
}
