using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Search.Benchmarks.Verbs;

/// <summary>Time and memory of this process.</summary>
internal static partial class Usage
{
    // CLOCK_THREAD_CPUTIME_ID of Linux.
    private const int ThreadCpuClock = 3;

    /// <summary>CPU seconds of all threads so far.</summary>
    public static double CpuSeconds => Environment.CpuUsage.TotalTime.TotalSeconds;

    /// <summary>CPU seconds of this thread so far; where the system is not Linux, of all threads.</summary>
    public static double ThreadCpuSeconds =>
        OperatingSystem.IsLinux() && ClockTime(ThreadCpuClock, out var time) == 0 ? time.Seconds + (time.Nanoseconds / 1e9) : CpuSeconds;

    /// <summary>Resident memory in bytes, after the garbage collector has given back all that it can.</summary>
    public static long SettledResidentBytes()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

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

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ClockTime(int clock, out ClockReading reading);

    /// <summary>The system's struct timespec on 64 bits.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct ClockReading
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
