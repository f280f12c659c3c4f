using System.Diagnostics;
using System.IO.Compression;

namespace Search.Testing;

/// <summary>Saved queries in Lucene's classic syntax, made from a corpus by the shared generator, the same in every run.</summary>
public static class GeneratedQueries
{
    /// <summary>Lines CLASS TAB QUERY.</summary>
    /// <param name="corpus">Path in the shared folder.</param>
    /// <param name="count">How many.</param>
    /// <param name="kind">Arguments of the generator: <c>--search</c>, <c>--sparse</c>, <c>--selective</c>.</param>
    public static string[] Of(string corpus, int count, params string[] kind)
    {
        using var folder = new TemporaryFolder();
        return Generate(Shared.PathOf(corpus), folder.File("generated.txt"), count, kind);
    }

    /// <summary>Those of a corpus's first articles alone: a large one takes long to read.</summary>
    public static string[] OfFirst(string corpus, int articles, int count, params string[] kind)
    {
        using var folder = new TemporaryFolder();
        var first = folder.File("first.jsonl");
        File.WriteAllLines(first, FirstLines(Shared.PathOf(corpus), articles));
        return Generate(first, folder.File("generated.txt"), count, kind);
    }

    /// <summary>Writes them to a file.</summary>
    /// <param name="corpus">Path of the corpus.</param>
    /// <param name="file">Is replaced.</param>
    /// <param name="count">How many.</param>
    /// <param name="kind">As in <see cref="Of"/>.</param>
    public static void Write(string corpus, string file, int count, params string[] kind)
    {
        using var process = Process.Start(new ProcessStartInfo(Peers.Python, [Shared.PathOf("peers/genqueries.py"), corpus, $"{count}", file, .. kind]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        // What it says of its corpus is not for the output of whoever asks.
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"the generator ended with {process.ExitCode}");
    }

    private static string[] Generate(string corpus, string file, int count, string[] kind)
    {
        Write(corpus, file, count, kind);
        return File.ReadAllLines(file);
    }

    private static IEnumerable<string> FirstLines(string corpus, int most)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(corpus), CompressionMode.Decompress));
        for (var i = 0; i < most && reader.ReadLine() is { } line; i++)
            yield return line;
    }
}
