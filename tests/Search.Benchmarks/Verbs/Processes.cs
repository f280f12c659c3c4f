using System.Diagnostics;

namespace Search.Benchmarks.Verbs;

/// <summary>Runs a program to its end.</summary>
internal static class Processes
{
    /// <summary>Its standard output. Standard error passes through. Throws <see cref="InvalidOperationException"/> when it printed nothing.</summary>
    public static string Run(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.Length > 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode} and printed nothing");
    }
}
