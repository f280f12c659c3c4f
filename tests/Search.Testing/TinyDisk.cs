using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Search.Testing;

/// <summary>A real file system of a few megabytes, in memory, that can be filled and made read-only. Needs the rights to mount (<see cref="MountFactAttribute"/>).</summary>
public sealed class TinyDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TinyDisk(int megabytes) => Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m"), "tmpfs", _folder.Path);

    /// <summary>True where file systems may be mounted.</summary>
    public static bool IsPossible { get; } = Try();

    public string Path => _folder.Path;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file that takes all the room but <paramref name="spareBytes"/>.</summary>
    public void Fill(string name, long spareBytes = 0)
    {
        var room = new DriveInfo(Path).AvailableFreeSpace - spareBytes;
        using var file = System.IO.File.Create(File(name));
        var bytes = new byte[64 * 1024];
        try
        {
            for (; room > 0; room -= bytes.Length)
                file.Write(bytes.AsSpan(0, (int)Math.Min(room, bytes.Length)));
        }
        catch (IOException)
        {
            // Full to the last page.
        }
    }

    public void MakeReadOnly() => Run("mount", "-o", "remount,ro", Path);

    public void MakeWritable() => Run("mount", "-o", "remount,rw", Path);

    public void Dispose()
    {
        Run("umount", "-l", Path);
        _folder.Dispose();
    }

    private static bool Try()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return false;
        try
        {
            using var disk = new TinyDisk(1);
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program}: {error}");
    }
}
