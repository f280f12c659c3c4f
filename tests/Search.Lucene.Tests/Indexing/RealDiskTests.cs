using System.Globalization;
using Search.Lucene.Documents;
using Search.Lucene.Indexing;
using Search.Lucene.Store;
using Search.Testing;
using Search.Testing.Model;

namespace Search.Lucene.Tests.Indexing;

/// <summary>A writer on a real file system that is full, or read-only.</summary>
public sealed class RealDiskTests
{
    private static readonly IndexWriterConfig Config = new(WordAnalyzer.Instance) { RamBufferMegabytes = 0.2 };

    [MountFact]
    public void A_full_disk_is_named_loses_nothing_and_room_makes_the_writer_go_on()
    {
        using var disk = new TinyDisk(8);
        using var directory = new MMapDirectory(disk.File("index"));
        using var writer = new IndexWriter(directory, Config);
        Fill(writer, 0, 200);
        writer.Commit();
        disk.Fill("ballast", spareBytes: 100_000);

        var failure = Assert.Throws<IndexWriteException>(() => FillAndCommit(writer, 200, 20_000));

        Assert.Contains("No space left on device", failure.Message, StringComparison.Ordinal);
        Assert.Contains("segments_1", failure.Message, StringComparison.Ordinal);
        Assert.Equal(200, Committed(directory));
        Assert.Throws<IndexWriteException>(() => FillAndCommit(writer, 200, 20_000));
        Assert.Equal(200, Committed(directory));

        File.Delete(disk.File("ballast"));
        FillAndCommit(writer, 200, 400);
        Assert.Equal(400, Committed(directory));
    }

    [MountFact]
    public void A_writer_opens_on_a_full_disk_and_can_make_room()
    {
        using var disk = new TinyDisk(4);
        using var directory = new MMapDirectory(disk.File("index"));
        using (var writer = new IndexWriter(directory, Config))
            FillAndCommit(writer, 0, 100);
        using (var left = directory.CreateOutput("_zz.fdt"))
            left.WriteBytes(new byte[200_000]);
        disk.Fill("ballast");
        using (var writer = new IndexWriter(directory, Config))
            FillAndCommit(writer, 100, 101);
        Assert.Equal(101, Committed(directory));
    }

    /// <summary>Such a folder was once said to be in use by another process.</summary>
    [MountFact]
    public void A_read_only_folder_is_called_read_only_and_can_be_searched()
    {
        using var disk = new TinyDisk(8);
        using var directory = new MMapDirectory(disk.File("index"));
        using (var writer = new IndexWriter(directory, Config))
            FillAndCommit(writer, 0, 50);
        disk.MakeReadOnly();
        var failure = Assert.ThrowsAny<IOException>(() => new IndexWriter(directory, Config));
        Assert.IsNotType<LockHeldException>(failure);
        Assert.Contains("Read-only file system", failure.Message, StringComparison.Ordinal);
        Assert.Equal(50, Committed(directory));
        disk.MakeWritable();
        using var again = new IndexWriter(directory, Config);
        Assert.Equal(50, again.MaxDoc);
    }

    private static void FillAndCommit(IndexWriter writer, int from, int to)
    {
        Fill(writer, from, to);
        writer.Commit();
    }

    private static void Fill(IndexWriter writer, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            var id = i.ToString(CultureInfo.InvariantCulture);
            writer.AddDocument(new Document().Add(Field.String("id", id, stored: true)).Add(Field.Text("body", $"w{id} {Guid.NewGuid()} {Guid.NewGuid()}", stored: true)));
        }
    }

    private static int Committed(IndexDirectory directory)
    {
        using var reader = DirectoryReader.Open(directory);
        reader.CheckIntegrity();
        return reader.DocCount;
    }
}
