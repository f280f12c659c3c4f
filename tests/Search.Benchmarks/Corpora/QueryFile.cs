namespace Search.Benchmarks.Corpora;

/// <summary>A file of queries, one a line: the query is what follows the last tab, the class what precedes it.</summary>
internal static class QueryFile
{
    public static List<(string Class, string Text)> Load(string path) => [.. Read(path)];

    /// <summary>One after the other: for files that are not to be kept in memory. Blank lines have no number.</summary>
    public static IEnumerable<(string Class, string Text)> Read(string path) =>
        File.ReadLines(path).Where(line => !string.IsNullOrWhiteSpace(line)).Select(Split);

    private static (string Class, string Text) Split(string line)
    {
        var tab = line.LastIndexOf('\t');
        return tab < 0 ? ("all", line) : (line[..tab], line[(tab + 1)..]);
    }
}
