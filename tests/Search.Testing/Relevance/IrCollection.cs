using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace Search.Testing.Relevance;

/// <summary>A collection of the shared data that says which documents answer which questions.</summary>
public sealed record IrCollection(string Name, IReadOnlyList<IrDocument> Documents, IReadOnlyList<IrQuery> Queries)
{
    /// <summary>Those of the shared folder.</summary>
    public static IReadOnlyList<string> Names { get; } = ["cran", "cisi", "med"];

    /// <summary>Reads one, with the questions to which it has answers.</summary>
    public static IrCollection Load(string name)
    {
        var grades = Rows(name, "qrels.tsv").ToLookup(row => row[0], StringComparer.Ordinal);
        var queries = Rows(name, "queries.tsv").Select(row => new IrQuery(row[0], row[1], Grades(grades[row[0]])));
        return new IrCollection(name, [.. Lines(name).Select(Document)], [.. queries.Where(query => query.HasAnswers)]);
    }

    private static Dictionary<string, int> Grades(IEnumerable<string[]> rows) =>
        rows.ToDictionary(row => row[1], row => int.Parse(row[2], CultureInfo.InvariantCulture), StringComparer.Ordinal);

    private static IEnumerable<string[]> Rows(string name, string file) =>
        File.ReadLines(Shared.PathOf($"data/ir/{name}/{file}")).Skip(1).Select(line => line.Split('\t'));

    private static IEnumerable<string> Lines(string name)
    {
        using var stream = new GZipStream(File.OpenRead(Shared.PathOf($"data/ir/{name}/docs.jsonl.gz")), CompressionMode.Decompress);
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    private static IrDocument Document(string line)
    {
        using var json = JsonDocument.Parse(line);
        string Text(string property) => json.RootElement.GetProperty(property).GetString() ?? "";
        return new IrDocument(Text("id"), Text("title"), Text("body"));
    }
}
