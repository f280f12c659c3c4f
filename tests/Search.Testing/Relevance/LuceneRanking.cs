using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Search.Lucene.Searching;

namespace Search.Testing.Relevance;

/// <summary>Real Lucene's indexes of collections, and its rankings, by the peer's harness and <c>Ranking.java</c> beside this file.</summary>
public static class LuceneRanking
{
    private static readonly string[] Jars = ["core", "analyzers-common", "queryparser", "queries", "sandbox"];

    /// <summary>Has the peer index the collection's whole texts as field <c>body</c>, in one segment.</summary>
    public static void Index(IrCollection collection, string folder, string analyzer)
    {
        var corpus = folder + ".jsonl";
        File.WriteAllLines(corpus, collection.Documents.Select(document => JsonSerializer.Serialize(new { title = "", body = document.Text })));
        Run("bash", Peers.Lucene, "index", corpus, folder, "-analyzer", analyzer);
    }

    /// <summary>The first <paramref name="top"/> documents of each index for each question of its collection, read by the classic parser.</summary>
    public static IReadOnlyList<IReadOnlyList<IReadOnlyList<ScoreDoc>>> Rank(IReadOnlyList<(IrCollection Collection, string Folder)> indexes, string analyzer, int top)
    {
        foreach (var (collection, folder) in indexes)
            File.WriteAllLines(folder + ".queries", collection.Queries.Select(query => query.Text));
        Run("java", [
            "-cp", string.Join(Path.PathSeparator, Jars.Select(jar => $"/usr/share/java/lucene-{jar}-8.7.0.jar")),
            Path.Combine(Shared.RepositoryRoot, "tests", "Search.Testing", "Relevance", "Ranking.java"),
            analyzer, top.ToString(CultureInfo.InvariantCulture), .. indexes.SelectMany(index => new[] { index.Folder, index.Folder + ".queries", index.Folder + ".ranking" }),
        ]);
        return [.. indexes.Select(index => File.ReadLines(index.Folder + ".ranking").Select(Read).ToArray())];
    }

    private static ScoreDoc[] Read(string line) => [.. line.Split('\t', StringSplitOptions.RemoveEmptyEntries).Select(ReadHit)];

    private static ScoreDoc ReadHit(string hit)
    {
        var colon = hit.IndexOf(':', StringComparison.Ordinal);
        return new ScoreDoc(int.Parse(hit[..colon], CultureInfo.InvariantCulture), float.Parse(hit[(colon + 1)..], CultureInfo.InvariantCulture));
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {output}{errors.Result}");
    }
}
