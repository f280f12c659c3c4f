using System.Globalization;
using System.Reflection;
using Search.Lucene.Codecs.BlockTree;
using Search.Lucene.Codecs.Postings;
using Search.Lucene.Documents;
using Search.Lucene.Store;
using Search.Testing;

namespace Search.Lucene.Tests.Codecs.Postings;

/// <summary>FORMAT.md of the postings and of the terms dictionary says what the code does.</summary>
public sealed class PostingsFormatTests
{
    private static readonly Type[] Formats = [typeof(PostingsFormat), typeof(BlockTreeFormat), typeof(FstFormat)];

    [Theory]
    [InlineData("Postings")]
    [InlineData("BlockTree")]
    public void The_constants_are_those_of_the_document(string folder)
    {
        var rows = Document(folder).SkipWhile(line => !line.StartsWith("| constant", StringComparison.Ordinal)).Skip(2).ToArray();
        Assert.NotEmpty(rows);
        foreach (var row in rows)
        {
            var cells = row.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            var name = cells[0].Split('.');
            var field = Formats.Single(type => string.Equals(type.Name, name[0], StringComparison.Ordinal)).GetField(name[1], BindingFlags.Public | BindingFlags.Static);
            Assert.True(field is not null, row);
            Assert.Equal(cells[1], Convert.ToString(field.GetRawConstantValue(), CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [InlineData("Postings", "doc", PostingsFormat.DocCodec)]
    [InlineData("Postings", "pos", PostingsFormat.PositionCodec)]
    [InlineData("BlockTree", "tim", BlockTreeFormat.TermsCodec)]
    [InlineData("BlockTree", "tip", BlockTreeFormat.IndexCodec)]
    [InlineData("BlockTree", "tmd", BlockTreeFormat.MetaCodec)]
    public void The_worked_example_is_what_is_written(string folder, string extension, string codec)
    {
        using var segment = new SampleSegment(2, Example(), IndexOptions.DocsAndFreqsAndPositions);
        using var file = segment.Directory.OpenInput(segment.Segment.FileName(extension, PostingsFormat.Suffix));
        var start = CodecHeader.IndexHeaderLength(codec, PostingsFormat.Suffix);
        var end = (int)file.Length - CodecHeader.FooterLength;
        if (string.Equals(extension, "tmd", StringComparison.Ordinal))
        {
            start += CodecHeader.IndexHeaderLength(PostingsFormat.TermsCodec, PostingsFormat.Suffix);
            end -= 2 * sizeof(long);
        }
        Assert.Equal(Hex(folder, extension), file.Slice(start, end - start).ToArray());
    }

    private static SampleTerm[] Example() =>
    [
        new("away"u8.ToArray(), [new SamplePosting(1, [3])]),
        new("go"u8.ToArray(), [new SamplePosting(1, [2])]),
        new("in"u8.ToArray(), [new SamplePosting(0, [1])]),
        new("rain"u8.ToArray(), [new SamplePosting(0, [0]), new SamplePosting(1, [0, 1])]),
        new("spain"u8.ToArray(), [new SamplePosting(0, [2])]),
    ];

    private static byte[] Hex(string folder, string name)
    {
        var lines = Document(folder).SkipWhile(line => !string.Equals(line, "```hex " + name, StringComparison.Ordinal)).Skip(1).TakeWhile(line => !line.StartsWith("```", StringComparison.Ordinal));
        return Convert.FromHexString(string.Concat(lines).Replace(" ", "", StringComparison.Ordinal));
    }

    private static string[] Document(string folder) =>
        File.ReadAllLines(Path.Combine(Shared.RepositoryRoot, "src", "Search.Lucene", "Codecs", folder, "FORMAT.md"));
}
