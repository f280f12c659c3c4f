using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Search.Lucene.Store;

/// <summary>
/// Has Linux write the large files of a folder to their disk while more of them is made, so that the fsync of a commit finds little left to do: what is
/// written is on its way at once, and now and then a file is synced, one at a time in a thread of the pool, which empties the disk's own cache too. Nothing
/// counts as durable by that. Other systems begin when they like. Thread-safe.
/// </summary>
internal sealed partial class WriteBehind
{
    // SYNC_FILE_RANGE_WRITE of Linux: starts, and does not wait.
    private const uint StartWriting = 2;

    /// <summary>Bytes of all files between two syncs.</summary>
    private const int SyncedBytes = 16 * 1024 * 1024;

    private readonly object _gate = new();

    // By path. Linux tells a failure once: who asks later is told that all is well.
    private readonly Dictionary<string, IOException> _failures = new(StringComparer.Ordinal);
    private long _begun;
    private bool _syncs;

    /// <summary>The bytes from <paramref name="start"/> on; <paramref name="length"/> 0 is all of them. Reports nothing: what fails is found by the fsync.</summary>
    public static void Begin(SafeFileHandle file, long start = 0, long length = 0)
    {
        if (OperatingSystem.IsLinux())
            _ = SyncFileRange(file, start, length, StartWriting);
    }

    /// <summary>A stretch of a file that is being written.</summary>
    public void Begin(SafeFileHandle file, string path, long start, long length)
    {
        Begin(file, start, length);
        lock (_gate)
        {
            _begun += length;
            if (_begun < SyncedBytes || _syncs || !OperatingSystem.IsLinux())
                return;
            _begun = 0;
            _syncs = true;
        }
        ThreadPool.UnsafeQueueUserWorkItem(Sync, path, preferLocal: false);
    }

    /// <summary>Waits for the sync that is under way. Throws <see cref="IOException"/> when one of these files could not be synced before.</summary>
    public void ThrowFailures(IReadOnlyCollection<string> paths)
    {
        lock (_gate)
        {
            while (_syncs)
                Monitor.Wait(_gate);
            foreach (var path in paths)
            {
                if (_failures.TryGetValue(path, out var failure))
                    throw new IOException($"{path}: {failure.Message}", failure);
            }
        }
    }

    /// <summary>The file is deleted: another may take its name.</summary>
    public void Forget(string path)
    {
        lock (_gate)
            _failures.Remove(path);
    }

    private void Sync(string path)
    {
        IOException? failure = null;
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.FlushToDisk(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            // It is gone, or can't be opened now: nothing was asked of the disk that a later sync would miss.
        }
        catch (IOException e)
        {
            failure = e;
        }
        lock (_gate)
        {
            if (failure is not null)
                _failures[path] = failure;
            _syncs = false;
            Monitor.PulseAll(_gate);
        }
    }

    [LibraryImport("libc", EntryPoint = "sync_file_range")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SyncFileRange(SafeFileHandle file, long start, long length, uint flags);
}
