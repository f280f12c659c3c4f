using System.Globalization;

namespace Search.Lucene.Store;

/// <summary>
/// The writer lock of a folder: an empty file (Lucene insists) held by an exclusive lock of the operating system, which a process
/// cannot outlive, and beside it <c>write.lock.owner</c>, which says who holds it: process id, program, time, machine, a line each.
/// The owner file is for people and messages only; what counts is the lock.
/// </summary>
internal sealed class WriterLock : IDisposable
{
    private const string OwnerSuffix = ".owner";
    private readonly FileStream _lock;
    private readonly string _ownerPath;
    private int _released;

    public WriterLock(string folder, string name, TimeProvider time)
    {
        var path = Path.Combine(folder, name);
        _ownerPath = path + OwnerSuffix;
        _lock = Take(path, folder, _ownerPath);
        try
        {
            File.WriteAllText(_ownerPath, Describe(time));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A full disk must not keep a writer out that would make room.
        }
    }

    public static bool IsOwnerFile(string name) => name.EndsWith(OwnerSuffix, StringComparison.Ordinal);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _released, 1) != 0)
            return;
        try
        {
            File.Delete(_ownerPath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder became read-only, or is gone.
        }
        _lock.Dispose();
    }

    private static FileStream Take(string path, string folder, string ownerPath)
    {
        try
        {
            // FileShare.None is flock(LOCK_EX) on Unix and a sharing mode on Windows: both end with the process.
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException e) when (IsHeld(e))
        {
            throw new LockHeldException($"the index in {folder} is being written by {Owner(ownerPath)}: stop it first, or let it do the work");
        }
    }

    /// <summary>EAGAIN of Linux and of macOS, and the sharing and lock violations of Windows; not a folder that is read-only.</summary>
    private static bool IsHeld(IOException failure) => failure.HResult is 11 or 35 or unchecked((int)0x80070020) or unchecked((int)0x80070021);

    private static string Describe(TimeProvider time) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.ProcessId}\n{Environment.ProcessPath}\n{time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}\n{Environment.MachineName}\n");

    private static string Owner(string path)
    {
        try
        {
            var lines = File.ReadAllLines(path);
            if (lines.Length >= 4)
                return $"process {lines[0]} ({lines[1]}) since {lines[2]} on {lines[3]}";
        }
        catch (IOException)
        {
            // Being written or deleted at this moment.
        }
        return "another process";
    }
}
