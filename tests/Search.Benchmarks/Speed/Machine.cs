using System.Globalization;
using System.Runtime.InteropServices;

namespace Search.Benchmarks.Speed;

/// <summary>What was measured on.</summary>
internal static class Machine
{
    /// <summary>Processor, number of cores, memory, runtime, load before the measurement.</summary>
    public static string Name => string.Create(
        CultureInfo.InvariantCulture,
        $"{Processor}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:0} GB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, load {Load}");

    private static string Processor => Line("/proc/cpuinfo", "model name")?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static string Load => Line("/proc/loadavg", "")?.Split(' ')[0] ?? "unknown";

    private static string? Line(string path, string beginning) =>
        File.Exists(path) ? File.ReadLines(path).FirstOrDefault(line => line.StartsWith(beginning, StringComparison.Ordinal)) : null;
}
