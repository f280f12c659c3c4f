using Search.Lucene.Store;
using Search.Testing;

namespace Search.Lucene.Tests.Store;

public sealed class WriteBehindTests
{
    private const int Large = 64 * 1024 * 1024;

    [Fact]
    public void A_failure_to_sync_a_file_while_it_is_written_fails_the_sync_of_its_commit_until_it_is_deleted()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var folder = new TemporaryFolder();
        var (file, unsyncable) = (folder.File("a"), folder.File("loop"));
        // A link to itself can't be opened.
        File.CreateSymbolicLink(unsyncable, unsyncable);
        using var handle = File.OpenHandle(file, FileMode.CreateNew, FileAccess.Write);
        var behind = new WriteBehind();
        behind.Begin(handle, unsyncable, 0, Large);
        behind.ThrowFailures([file]);
        Assert.Contains(unsyncable, Assert.Throws<IOException>(() => behind.ThrowFailures([file, unsyncable])).Message, StringComparison.Ordinal);
        Assert.Throws<IOException>(() => behind.ThrowFailures([unsyncable]));
        behind.Forget(unsyncable);
        behind.ThrowFailures([file, unsyncable]);
    }

    [Fact]
    public void A_file_that_is_gone_when_it_is_to_be_synced_is_no_failure()
    {
        using var folder = new TemporaryFolder();
        using var handle = File.OpenHandle(folder.File("a"), FileMode.CreateNew, FileAccess.Write);
        var behind = new WriteBehind();
        behind.Begin(handle, folder.File("b"), 0, Large);
        behind.ThrowFailures([folder.File("b")]);
    }
}
