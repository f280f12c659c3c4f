using Microsoft.Win32.SafeHandles;
using Search.Lucene.Store;
using Search.Testing;

namespace Search.Lucene.Tests.Store;

public sealed class WriteBehindTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [LinuxFact]
    public void A_file_that_could_not_be_synced_while_it_was_written_fails_the_commit_until_it_is_deleted()
    {
        using var directory = Directory("index", _ => throw new UnauthorizedAccessException("the disk is gone"));
        WriteLarge(directory, "_0.fdt");
        WriteSmall(directory, "_0.fnm");
        directory.Sync(["_0.fnm"]);
        Assert.Contains("the disk is gone", Assert.Throws<IOException>(() => directory.Sync(["_0.fnm", "_0.fdt"])).Message, StringComparison.Ordinal);
        Assert.Throws<IOException>(() => directory.Sync(["_0.fdt"]));
        Assert.Throws<IOException>(() => directory.Rename("_0.fdt", "_1.fdt"));
        directory.DeleteFile("_0.fdt");
        WriteSmall(directory, "_0.fdt");
        directory.Sync(["_0.fdt"]);
    }

    [LinuxFact]
    public void A_file_that_could_not_be_synced_is_not_moved_into_another_folder()
    {
        using var building = Directory("building", _ => throw new IOException("the disk is gone"));
        using var index = Directory("index", RandomAccess.FlushToDisk);
        WriteLarge(building, "_0.fdt");
        Assert.Throws<IOException>(() => index.MoveIn(building, "_0.fdt"));
        Assert.Equal(["_0.fdt"], building.ListAll());
    }

    [LinuxFact]
    public void The_failure_of_a_file_that_is_deleted_meanwhile_is_not_that_of_the_next_with_its_name()
    {
        using var begun = new ManualResetEventSlim();
        using var deleted = new ManualResetEventSlim();
        using var ended = new ManualResetEventSlim();
        using var directory = Directory("index", _ =>
        {
            begun.Set();
            deleted.Wait();
            ended.Set();
            throw new IOException("the disk is gone");
        });
        WriteLarge(directory, "_0.fdt");
        begun.Wait();
        directory.DeleteFile("_0.fdt");
        deleted.Set();
        ended.Wait();
        WriteSmall(directory, "_0.fdt");
        directory.Sync(["_0.fdt"]);
    }

    [LinuxFact]
    public void A_commit_does_not_wait_for_the_files_of_others()
    {
        using var begun = new ManualResetEventSlim();
        using var committed = new ManualResetEventSlim();
        using var directory = Directory("index", _ =>
        {
            begun.Set();
            committed.Wait();
        });
        WriteLarge(directory, "_0.fdt");
        begun.Wait();
        WriteSmall(directory, "_1.fdt");
        directory.Sync(["_1.fdt"]);
        committed.Set();
        directory.Sync(["_0.fdt"]);
    }

    private MMapDirectory Directory(string name, Action<SafeFileHandle> flush) => new(_folder.File(name), TimeProvider.System, new WriteBehind(flush));

    private static void WriteLarge(MMapDirectory directory, string name)
    {
        using var output = directory.CreateOutput(name);
        var bytes = new byte[1024 * 1024];
        for (var written = 0; written < 18; written++)
            output.WriteBytes(bytes);
    }

    private static void WriteSmall(MMapDirectory directory, string name)
    {
        using var output = directory.CreateOutput(name);
        output.WriteByte(1);
    }
}
