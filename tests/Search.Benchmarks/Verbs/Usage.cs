using System.Diagnostics;
using System.Globalization;

namespace Search.Benchmarks.Verbs;

/// <summary>Time and memory of this process.</summary>
internal static class Usage
{
    /// <summary>CPU seconds of all threads so far.</summary>
    public static double CpuSeconds => Environment.CpuUsage.TotalTime.TotalSeconds;

    /// <summary>Greatest resident memory so far, in bytes.</summary>
    public static long PeakRssBytes
    {
        get
        {
            var line = File.Exists("/proc/self/status") ? File.ReadLines("/proc/self/status").FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal)) : null;
            if (line is not null)
                return long.Parse(line.AsSpan(6).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) * 1024;
            using var process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64;
        }
    }

    public static long FolderBytes(string folder) => Directory.EnumerateFiles(folder).Sum(file => new FileInfo(file).Length);

    /// <summary>Wall seconds of an action.</summary>
    public static double Seconds(Action action)
    {
        var clock = Stopwatch.StartNew();
        action();
        return clock.Elapsed.TotalSeconds;
    }
}
