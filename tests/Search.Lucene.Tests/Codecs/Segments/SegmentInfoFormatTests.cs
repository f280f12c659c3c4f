using Search.Lucene.Codecs;
using Search.Lucene.Codecs.Segments;
using Search.Lucene.Store;

namespace Search.Lucene.Tests.Codecs.Segments;

public sealed class SegmentInfoFormatTests
{
    [Fact]
    public void A_segment_comes_back_as_it_was_written()
    {
        using var directory = new MemoryDirectory();
        var segment = SegmentInfo.Create("_7", 42) with
        {
            IsCompoundFile = true,
            Diagnostics = new Dictionary<string, string>(StringComparer.Ordinal) { ["source"] = "merge" },
            Files = ["_7.cfs", "_7.cfe"],
        };
        var written = SegmentInfoFormat.Write(directory, segment);
        var back = SegmentInfoFormat.Read(directory, "_7", segment.Id);
        Assert.Equal(["_7.cfe", "_7.cfs", "_7.si"], back.Files.Order(StringComparer.Ordinal));
        Assert.Equal(written.Files.Order(StringComparer.Ordinal), back.Files.Order(StringComparer.Ordinal));
        Assert.Equal((42, true, "merge", LuceneVersion.Current, (LuceneVersion?)LuceneVersion.Current), (back.MaxDoc, back.IsCompoundFile, back.Diagnostics["source"], back.Version, back.MinVersion));
        Assert.Equal("BEST_SPEED", back.Attributes["Lucene87StoredFieldsFormat.mode"]);
    }

    [Fact]
    public void A_file_of_another_segment_is_refused()
    {
        using var directory = new MemoryDirectory();
        Assert.Throws<ArgumentException>(() => SegmentInfoFormat.Write(directory, SegmentInfo.Create("_7", 1) with { Files = ["_8.fdt"] }));
        SegmentInfoFormat.Write(directory, SegmentInfo.Create("_9", 1));
        Assert.Throws<CorruptIndexException>(() => SegmentInfoFormat.Read(directory, "_9", SegmentInfo.NewId()));
    }
}
