using Search.Lucene.Codecs;
using Search.Lucene.Codecs.Compound;
using Search.Lucene.Store;

namespace Search.Lucene.Tests.Codecs.Compound;

public sealed class CompoundTests
{
    [Fact]
    public void Members_come_back_under_their_names()
    {
        using var directory = new MemoryDirectory();
        var segment = Write(directory, "_0.fdt", "_0_Lucene84_0.doc");
        var combined = CompoundFormat.Write(directory, segment);
        Assert.Equal(["_0.cfs", "_0.cfe"], combined.Files);
        using var compound = new CompoundDirectory(directory, combined);
        compound.CheckIntegrity();
        Assert.Equal(["_0.fdt", "_0_Lucene84_0.doc"], compound.ListAll());
        using var member = compound.OpenInput("_0.fdt");
        using var original = directory.OpenInput("_0.fdt");
        Assert.Equal(original.Slice(0, (int)original.Length), member.Slice(0, (int)member.Length));
        CodecHeader.VerifyChecksum(member);
        Assert.Equal("_0.fnm", Assert.Throws<FileNotFoundException>(() => compound.OpenInput("_0.fnm")).FileName);
        Assert.Throws<NotSupportedException>(() => compound.DeleteFile("_0.fdt"));
    }

    [Fact]
    public void A_damaged_or_foreign_file_is_not_taken_in()
    {
        using var directory = new MemoryDirectory();
        var segment = Write(directory, "_0.fdt");
        Assert.Throws<CorruptIndexException>(() => CompoundFormat.Write(directory, segment with { Id = SegmentInfo.NewId() }));
    }

    private static SegmentInfo Write(MemoryDirectory directory, params string[] names)
    {
        var segment = SegmentInfo.Create("_0", 1) with { Files = names };
        foreach (var name in names)
        {
            using var output = directory.CreateOutput(name);
            CodecHeader.WriteIndexHeader(output, "Some" + name.Length, 1, segment.Id, "");
            output.WriteString(name);
            CodecHeader.WriteFooter(output);
        }
        return segment;
    }
}
