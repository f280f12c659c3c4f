using Search.Testing;

namespace Search.Lucene.Compatibility.Tests.Searching;

/// <summary>Queries of Lucene's classic syntax, written by hand: the lines of <c>Queries/*.txt</c>, each with the class that a <c># line</c> before it names.</summary>
internal static class WrittenQueries
{
    /// <summary>For news in English.</summary>
    public static (string Class, string Text)[] English { get; } = Load("english.txt");

    /// <summary>For news in Arabic; with the Arabic analyzer the terms are stems.</summary>
    public static (string Class, string Text)[] Arabic { get; } = Load("arabic.txt");

    private static (string Class, string Text)[] Load(string name)
    {
        var folder = Path.Combine(Shared.RepositoryRoot, "tests/Search.Lucene.Compatibility.Tests/Searching/Queries");
        var queries = new List<(string, string)>();
        var group = "";
        foreach (var line in File.ReadLines(Path.Combine(folder, name)))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal))
                group = line[2..];
            else if (line.Length > 0)
                queries.Add((group, line));
        }
        return [.. queries];
    }
}
