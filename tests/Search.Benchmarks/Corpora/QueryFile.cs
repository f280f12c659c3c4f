namespace Search.Benchmarks.Corpora;

/// <summary>A file of queries, one a line: the query is what follows the last tab, the class what precedes it.</summary>
internal static class QueryFile
{
    public static List<(string Class, string Text)> Load(string path)
    {
        var queries = new List<(string, string)>();
        foreach (var line in File.ReadLines(path))
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            var tab = line.LastIndexOf('\t');
            queries.Add(tab < 0 ? ("all", line) : (line[..tab], line[(tab + 1)..]));
        }
        return queries;
    }
}
