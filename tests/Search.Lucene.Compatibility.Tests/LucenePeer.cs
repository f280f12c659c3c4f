using System.Diagnostics;
using Search.Testing;

namespace Search.Lucene.Compatibility.Tests;

/// <summary>Runs the real Lucene of the shared folder.</summary>
internal static class LucenePeer
{
    /// <summary>Runs one command to its end and returns what it prints; fails the test when it fails.</summary>
    public static string Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("bash") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Peers.Lucene);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"lucene {string.Join(' ', arguments)}: {output}{errors.Result}");
        return output;
    }

    /// <summary>Has Lucene index a corpus of the shared folder as one segment of separate files.</summary>
    public static void IndexAsOneSegment(string corpus, string folder) =>
        Run("index", Shared.PathOf(corpus), folder, "-ram", "0.3", "-merge", "yes");

    /// <summary>CheckIndex with slow checks.</summary>
    public static string Check(string folder) => Run("check", folder);
}
