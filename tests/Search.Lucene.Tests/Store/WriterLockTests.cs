using System.Diagnostics;
using Search.Lucene.Store;
using Search.Testing;

namespace Search.Lucene.Tests.Store;

public sealed class WriterLockTests
{
    [Fact]
    public void A_held_lock_names_folder_and_owner_and_its_file_stays_empty()
    {
        using var folder = new TemporaryFolder();
        using var first = new MMapDirectory(folder.Path);
        using var second = new MMapDirectory(folder.Path);
        using (first.ObtainLock("write.lock"))
        {
            var error = Assert.Throws<LockHeldException>(() => second.ObtainLock("write.lock"));
            Assert.Contains(folder.Path, error.Message, StringComparison.Ordinal);
            Assert.Contains($"process {Environment.ProcessId}", error.Message, StringComparison.Ordinal);
            Assert.Equal(0, new FileInfo(folder.File("write.lock")).Length);
            Assert.DoesNotContain("write.lock.owner", first.ListAll());
        }
        Assert.False(File.Exists(folder.File("write.lock.owner")));
    }

    [Fact]
    public void What_a_dead_process_left_is_no_obstacle()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("write.lock"), "");
        File.WriteAllText(folder.File("write.lock.owner"), "1\ngone\n2020-01-01T00:00:00Z\nelsewhere\n");
        using var directory = new MMapDirectory(folder.Path);
        using var held = directory.ObtainLock("write.lock");
        Assert.StartsWith(Environment.ProcessId.ToString(), File.ReadAllText(folder.File("write.lock.owner")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lock_of_another_process_is_respected_until_that_is_killed()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("write.lock"), "");
        using var directory = new MMapDirectory(folder.Path);
        using var other = Process.Start(new ProcessStartInfo("flock", ["--close", folder.File("write.lock"), "sh", "-c", "echo held; read end"])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        })!;
        Assert.Equal("held", await other.StandardOutput.ReadLineAsync());

        var error = Assert.Throws<LockHeldException>(() => directory.ObtainLock("write.lock"));

        Assert.Contains("another process", error.Message, StringComparison.Ordinal);
        other.Kill();
        await other.WaitForExitAsync();
        directory.ObtainLock("write.lock").Dispose();
    }
}
