using System.Diagnostics;
using Search.Testing;

namespace Search.Lucene.Compatibility.Tests;

/// <summary>Runs the real Lucene of the shared folder.</summary>
internal static class LucenePeer
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>Runs one command to its end and returns what it prints; fails the test when it fails.</summary>
    public static string Run(params string[] arguments) => Run("bash", [Peers.Lucene, .. arguments]);

    /// <summary>Runs a Java file of this folder with Lucene's core on its class path, as <see cref="Run(string[])"/>.</summary>
    public static string RunJava(string file, params string[] arguments) => Run(
        "java", ["-cp", "/usr/share/java/lucene-core-8.7.0.jar", Path.Combine(Shared.RepositoryRoot, "tests/Search.Lucene.Compatibility.Tests", file), .. arguments]);

    private static string Run(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        var hasEnded = process.WaitForExit(Patience);
        if (!hasEnded)
            process.Kill(entireProcessTree: true);
        process.WaitForExit();
        Assert.True(hasEnded && process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {(hasEnded ? "" : "took too long: ")}{output.Result}{errors.Result}");
        return output.Result;
    }

    /// <summary>Has Lucene index a corpus of the shared folder as one segment of separate files.</summary>
    public static void IndexAsOneSegment(string corpus, string folder) =>
        Run("index", Shared.PathOf(corpus), folder, "-ram", "0.3", "-merge", "yes");

    /// <summary>CheckIndex with slow checks.</summary>
    public static string Check(string folder) => Run("check", folder);
}
