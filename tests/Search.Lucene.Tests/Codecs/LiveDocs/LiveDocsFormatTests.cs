using Search.Lucene.Codecs;
using Search.Lucene.Codecs.LiveDocs;
using Search.Lucene.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Tests.Codecs.LiveDocs;

public sealed class LiveDocsFormatTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(1000)]
    public void Live_documents_come_back_generation_by_generation(int maxDoc)
    {
        using var directory = new MemoryDirectory();
        var segment = new SegmentCommitInfo(SegmentInfo.Create("_a", maxDoc));
        Assert.Null(LiveDocsFormat.Read(directory, segment));
        var live = new FixedBitSet(maxDoc);
        live.SetAll();
        for (var generation = 1; generation <= Math.Min(40, maxDoc); generation++)
        {
            live.Clear(generation - 1);
            segment = segment.WithDeletes(generation);
            LiveDocsFormat.Write(directory, segment, live);
            Assert.True(live.Words.SequenceEqual(LiveDocsFormat.Read(directory, segment)!.Words));
        }
        Assert.Equal(maxDoc == 1 ? "_a_1.liv" : "_a_14.liv", LiveDocsFormat.FileName(segment));
    }

    [Fact]
    public void A_count_that_disagrees_is_refused()
    {
        using var directory = new MemoryDirectory();
        var live = new FixedBitSet(10);
        live.SetRange(0, 9);
        var segment = new SegmentCommitInfo(SegmentInfo.Create("_0", 10)).WithDeletes(1);
        Assert.Throws<ArgumentException>(() => LiveDocsFormat.Write(directory, segment with { DelCount = 2 }, live));
        LiveDocsFormat.Write(directory, segment, live);
        Assert.Throws<CorruptIndexException>(() => LiveDocsFormat.Read(directory, segment with { DelCount = 2 }));
    }
}
