using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Search.Lucene.Store;

/// <summary>
/// Asks Linux to begin writing a file to its disk while more of it is made, so that the fsync of the commit finds little left to do. Makes nothing
/// durable, and reports nothing: what fails is found by the fsync. Other systems begin when they like.
/// </summary>
internal static partial class WriteBehind
{
    // SYNC_FILE_RANGE_WRITE of Linux: starts, and does not wait.
    private const uint StartWriting = 2;

    /// <summary>The bytes from <paramref name="start"/> on; <paramref name="length"/> 0 is all of them.</summary>
    public static void Begin(SafeFileHandle file, long start = 0, long length = 0)
    {
        if (OperatingSystem.IsLinux())
            _ = SyncFileRange(file, start, length, StartWriting);
    }

    [LibraryImport("libc", EntryPoint = "sync_file_range")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SyncFileRange(SafeFileHandle file, long start, long length, uint flags);
}
