using Search.Lucene.Checking;
using Search.Lucene.Codecs;
using Search.Lucene.Store;
using Search.Testing;

namespace Search.Lucene.Tests.Codecs.Commits;

public sealed class CommitTests
{
    [Fact]
    public void A_commit_of_real_Lucene_is_read_whole()
    {
        using var directory = new MMapDirectory(GoldenIndex.Plain);
        var infos = SegmentInfos.ReadLatest(directory);
        var segment = Assert.Single(infos.Segments);
        Assert.Equal((2, 1, "17", 8), (infos.Generation, infos.Counter, infos.UserData["cursor"], infos.CreatedVersionMajor));
        Assert.Equal(("_0", 3, 1, 1L, LuceneVersion.Current), (segment.Info.Name, segment.Info.MaxDoc, segment.DelCount, segment.DelGen, segment.Info.Version));
        Assert.Equal(directory.ListAll(), infos.Files());
    }

    [Fact]
    public void A_commit_comes_back_as_it_was_written()
    {
        using var directory = new MemoryDirectory();
        SampleIndex.Write(directory, [4, 5], compound: true);
        var infos = SegmentInfos.ReadLatest(directory);
        infos.UserData = new Dictionary<string, string>(StringComparer.Ordinal) { ["cursor"] = "18", ["مؤشر"] = "" };
        infos.PrepareCommit(directory);
        Assert.Equal("segments_2", infos.FinishCommit(directory));
        var back = SegmentInfos.ReadLatest(directory);
        Assert.Equal(infos.UserData, back.UserData);
        Assert.Equal((infos.Generation, infos.Counter, infos.Version), (back.Generation, back.Counter, back.Version));
        Assert.Equal(infos.Segments.Select(segment => (segment.Info.Name, segment.DelGen, segment.DelCount)), back.Segments.Select(segment => (segment.Info.Name, segment.DelGen, segment.DelCount)));
        Assert.Equal("_2", back.NewSegmentName());
    }

    [Fact]
    public void A_commit_rolled_back_leaves_the_one_before_it()
    {
        using var directory = new MemoryDirectory();
        SampleIndex.Write(directory, [4], compound: true);
        var infos = SegmentInfos.ReadLatest(directory);
        infos.PrepareCommit(directory);
        Assert.Throws<InvalidOperationException>(() => infos.PrepareCommit(directory));
        infos.Rollback(directory);
        Assert.Equal(1, SegmentInfos.ReadLatest(directory).Generation);
        Assert.DoesNotContain("pending_segments_2", directory.ListAll());
        Assert.Throws<InvalidOperationException>(() => infos.FinishCommit(directory));
    }

    [Fact]
    public void A_reader_goes_on_to_the_newer_commit_when_the_older_goes_away()
    {
        using var directory = new MemoryDirectory();
        SampleIndex.Write(directory, [4], compound: true);
        var opened = SegmentInfos.OpenLatest(directory, infos =>
        {
            if (infos.Generation > 1)
                return infos.Generation;
            var writer = SegmentInfos.ReadLatest(directory);
            writer.PrepareCommit(directory);
            writer.FinishCommit(directory);
            throw new FileNotFoundException("deleted by the writer");
        });
        Assert.Equal(2, opened);
    }

    [Fact]
    public void A_crash_at_any_operation_leaves_the_last_commit_or_the_new_one()
    {
        for (var failAt = 0; ; failAt++)
        {
            using var directory = new FaultInjectingDirectory();
            var empty = new SegmentInfos();
            empty.PrepareCommit(directory);
            empty.FinishCommit(directory);
            directory.FailAt(directory.Operations + failAt, forEver: true);
            var failed = false;
            try
            {
                SampleIndex.Write(directory, [9], compound: failAt % 2 == 0, SegmentInfos.ReadLatest(directory));
            }
            catch (IOException)
            {
                failed = true;
            }
            for (var cut = 0; cut < 4; cut++)
                AssertReadable(directory.AfterPowerCut(new Random(10 * failAt + cut)), failed);
            if (!failed)
                return;
        }
    }

    private static void AssertReadable(MemoryDirectory survivors, bool failed)
    {
        using (survivors)
        {
            var report = IndexChecker.Check(survivors);
            Assert.Empty(report.Faults);
            if (!failed)
                Assert.Equal("segments_2", report.Commit);
        }
    }
}
