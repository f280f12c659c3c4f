using Search.Lucene.Store;
using Search.Testing;

namespace Search.Lucene.Tests.Store;

public sealed class DirectoryTests
{
    public static TheoryData<string> Kinds() => ["memory", "files", "faults"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_was_written_is_read(string kind)
    {
        using var folder = new TemporaryFolder();
        using var directory = Open(kind, folder);
        var bytes = new byte[100_000];
        new Random(1).NextBytes(bytes);
        using (var output = directory.CreateOutput("_0.fdt"))
        {
            output.WriteBytes(bytes.AsSpan(0, 10));
            output.WriteBytes(bytes.AsSpan(10));
        }
        directory.Sync(["_0.fdt"]);
        directory.SyncMetadata();
        using var view = directory.OpenInput("_0.fdt");
        Assert.Equal(bytes, view.Slice(0, bytes.Length));
        Assert.Equal(bytes.Length, directory.FileLength("_0.fdt"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Large_files_beside_small_ones_are_read_after_they_were_made_durable(string kind)
    {
        using var folder = new TemporaryFolder();
        using var directory = Open(kind, folder);
        var bytes = new byte[11_000_000];
        new Random(2).NextBytes(bytes);
        using (var small = directory.CreateOutput("_0.fnm"))
        using (var large = directory.CreateOutput("_0.fdt"))
        {
            small.WriteBytes(bytes.AsSpan(0, 10));
            for (var at = 0; at < bytes.Length; at += 100_000)
                large.WriteBytes(bytes.AsSpan(at, 100_000));
        }
        directory.Sync(["_0.fnm", "_0.fdt"]);
        using var view = directory.OpenInput("_0.fdt");
        Assert.True(view.Slice(0, bytes.Length).SequenceEqual(bytes));
        Assert.Equal(10, directory.FileLength("_0.fnm"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Names_are_unique_sorted_renamed_and_deleted(string kind)
    {
        using var folder = new TemporaryFolder();
        using var directory = Open(kind, folder);
        directory.CreateOutput("b").Dispose();
        directory.CreateOutput("a").Dispose();
        Assert.Throws<IOException>(() => directory.CreateOutput("a"));
        Assert.Equal(["a", "b"], directory.ListAll());
        Assert.Throws<IOException>(() => directory.Rename("a", "b"));
        directory.Rename("a", "c");
        Assert.Equal((false, true), (directory.FileExists("a"), directory.FileExists("c")));
        directory.DeleteFile("c");
        directory.DeleteFile("c");
        Assert.Equal(["b"], directory.ListAll());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_missing_file_is_named(string kind)
    {
        using var folder = new TemporaryFolder();
        using var directory = Open(kind, folder);
        Assert.Contains("_7.fnm", Assert.Throws<FileNotFoundException>(() => directory.OpenInput("_7.fnm")).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => directory.FileLength("_7.fnm"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_view_outlives_its_files_deletion(string kind)
    {
        using var folder = new TemporaryFolder();
        using var directory = Open(kind, folder);
        using (var output = directory.CreateOutput("x"))
            output.WriteInt(7);
        using var view = directory.OpenInput("x");
        directory.DeleteFile("x");
        Assert.Equal(7, view.ReaderAt(0).ReadInt());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Only_one_writer_has_the_lock(string kind)
    {
        using var folder = new TemporaryFolder();
        using var directory = Open(kind, folder);
        using (directory.ObtainLock("write.lock"))
            Assert.Throws<LockHeldException>(() => directory.ObtainLock("write.lock"));
        directory.ObtainLock("write.lock").Dispose();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_empty_file_has_an_empty_view(string kind)
    {
        using var folder = new TemporaryFolder();
        using var directory = Open(kind, folder);
        directory.CreateOutput("empty").Dispose();
        using var view = directory.OpenInput("empty");
        Assert.Equal(0, view.Length);
        Assert.Throws<CorruptIndexException>(() => view.Slice(0, 1).Length);
    }

    private static IndexDirectory Open(string kind, TemporaryFolder folder) => kind switch
    {
        "memory" => new MemoryDirectory(),
        "files" => new MMapDirectory(folder.Path),
        _ => new FaultInjectingDirectory(),
    };
}
