using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Search.Lucene.Store;

/// <summary>
/// Has Linux write the large files of a folder to their disk while more of them is made, so that the fsync of a commit finds little left to do: what is
/// written is on its way at once, and now and then the file that grows is synced, one at a time in a thread of the pool, which empties the disk's own cache
/// too. Nothing counts as durable by that. Other systems begin when they like. Thread-safe.
/// </summary>
/// <param name="flush">fsync, which may fail with any exception; the system's by default.</param>
internal sealed partial class WriteBehind(Action<SafeFileHandle>? flush = null)
{
    // SYNC_FILE_RANGE_WRITE of Linux: starts, and does not wait.
    private const uint StartWriting = 2;

    /// <summary>Bytes of all files between two syncs.</summary>
    private const int SyncedBytes = 16 * 1024 * 1024;

    private readonly Action<SafeFileHandle> _flush = flush ?? RandomAccess.FlushToDisk;
    private readonly object _gate = new();

    // By path. Linux tells a failure once: a handle that is opened afterwards is told that all is well.
    private readonly Dictionary<string, Exception> _failures = new(StringComparer.Ordinal);
    private long _begun;

    // The file that is being synced, if any, and its path; null when it was deleted meanwhile.
    private SafeFileHandle? _file;
    private string? _path;

    /// <summary>The bytes from <paramref name="start"/> on; <paramref name="length"/> 0 is all of them. Reports nothing: what fails is found by the fsync.</summary>
    public static void Begin(SafeFileHandle file, long start = 0, long length = 0)
    {
        if (OperatingSystem.IsLinux())
            _ = SyncFileRange(file, start, length, StartWriting);
    }

    /// <summary>A stretch of a file, of which more will be written. The file may be closed at any time.</summary>
    public void Begin(SafeFileHandle file, string path, long start, long length)
    {
        Begin(file, start, length);
        lock (_gate)
        {
            _begun += length;
            if (_begun < SyncedBytes || _file is not null || !OperatingSystem.IsLinux())
                return;
            ThreadPool.UnsafeQueueUserWorkItem(static behind => behind.Sync(), this, preferLocal: false);
            (_begun, _file, _path) = (0, file, path);
        }
    }

    /// <summary>Waits where one of these files is being synced. Throws <see cref="IOException"/> when one of them could not be.</summary>
    public void ThrowFailures(IReadOnlyCollection<string> paths)
    {
        lock (_gate)
        {
            while (_path is not null && paths.Contains(_path))
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
        {
            _failures.Remove(path);
            if (string.Equals(path, _path, StringComparison.Ordinal))
                _path = null;
        }
    }

    private void Sync()
    {
        SafeFileHandle file;
        lock (_gate)
            file = _file!;
        Exception? failure = null;
        try
        {
            _flush(file);
        }
        catch (ObjectDisposedException)
        {
            // It was closed before: all of it is left to the commit.
        }
        catch (Exception e)
        {
            failure = e;
        }
        lock (_gate)
        {
            if (failure is not null && _path is not null)
                _failures[_path] = failure;
            (_file, _path) = (null, null);
            Monitor.PulseAll(_gate);
        }
    }

    [LibraryImport("libc", EntryPoint = "sync_file_range")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SyncFileRange(SafeFileHandle file, long start, long length, uint flags);
}
