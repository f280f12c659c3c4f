using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Search.Benchmarks.Verbs;

/// <summary>Runs a program to its end and measures it from outside, by what Linux says of it while it runs.</summary>
internal static class MeasuredProcess
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>Wall and CPU seconds, greatest resident memory, exit code, and the JSON document that it printed, if it printed one.</summary>
    public static Dictionary<string, object> Run(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var clock = Stopwatch.StartNew();
        var output = process.StandardOutput.ReadToEndAsync();
        var (cpu, peak) = (0.0, 0L);
        while (!process.WaitForExit(Look))
            (cpu, peak) = Sample(process, cpu, peak);
        var figures = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["seconds"] = Json.Round(clock.Elapsed.TotalSeconds),
            ["cpu_seconds"] = Json.Round(cpu),
            ["peak_rss_bytes"] = peak,
            ["exit_code"] = process.ExitCode,
        };
        if (Document(output.Result) is { } document)
            figures["printed"] = document;
        return figures;
    }

    private static (double Cpu, long Peak) Sample(Process process, double cpu, long peak)
    {
        try
        {
            var status = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/status")).FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            if (status is not null)
                peak = Math.Max(peak, long.Parse(status.AsSpan(6).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) * 1024);
            return (process.TotalProcessorTime.TotalSeconds, peak);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            // It has just ended.
            return (cpu, peak);
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
