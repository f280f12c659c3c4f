using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Search.Benchmarks.Verbs;

/// <summary>Runs a program to its end and measures it from outside, by what Linux says of it while it runs.</summary>
internal static class MeasuredProcess
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>Wall and CPU seconds, greatest resident memory (with the files that are mapped, and its own without them), exit code, and the JSON document that it printed, if it printed one.</summary>
    public static Dictionary<string, object> Run(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var clock = Stopwatch.StartNew();
        var output = process.StandardOutput.ReadToEndAsync();
        var (cpu, peak, own) = (0.0, 0L, 0L);
        while (!process.WaitForExit(Look))
        {
            cpu = Math.Max(cpu, Cpu(process));
            peak = Math.Max(peak, Memory(process, "VmHWM:"));
            own = Math.Max(own, Memory(process, "RssAnon:"));
        }
        var figures = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["seconds"] = Json.Round(clock.Elapsed.TotalSeconds),
            ["cpu_seconds"] = Json.Round(cpu),
            ["peak_rss_bytes"] = peak,
            ["peak_own_bytes"] = own,
            ["exit_code"] = process.ExitCode,
        };
        if (Document(output.Result) is { } document)
            figures["printed"] = document;
        return figures;
    }

    private static double Cpu(Process process)
    {
        try
        {
            return process.TotalProcessorTime.TotalSeconds;
        }
        catch (InvalidOperationException)
        {
            // It has just ended.
            return 0;
        }
    }

    private static long Memory(Process process, string name)
    {
        try
        {
            var line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/status")).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.AsSpan(name.Length).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            // It has just ended.
            return 0;
        }
    }

    private static JsonElement? Document(string output)
    {
        try
        {
            using var document = JsonDocument.Parse(output);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
