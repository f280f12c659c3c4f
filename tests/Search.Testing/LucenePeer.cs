using System.Diagnostics;

namespace Search.Testing;

/// <summary>Runs the real Lucene of the shared folder. Compiles its harness on first use into a folder of the machine's temporary files.</summary>
public static class LucenePeer
{
    /// <summary>Runs a command of the harness and gives what it printed. Throws with that text when it fails.</summary>
    public static string Run(params string[] arguments)
    {
        var (exitCode, output) = TryRun(arguments);
        return exitCode == 0 ? output : throw new InvalidOperationException($"lucene {string.Join(' ', arguments)} gave {exitCode}: {output}");
    }

    /// <summary>Runs a command of the harness.</summary>
    public static (int ExitCode, string Output) TryRun(params string[] arguments)
    {
        var start = new ProcessStartInfo(Peers.Lucene) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("lucene could not be started");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    /// <summary>Runs CheckIndex with slow checks; throws with its report when the index is not clean.</summary>
    public static string Check(string folder)
    {
        var output = Run("check", folder);
        return output.Contains("CHECK clean=true", StringComparison.Ordinal) ? output : throw new InvalidOperationException(output);
    }
}
