using Search.Lucene.Indexing;

namespace Search.Lucene.Tests.Indexing;

public class MergePolicyTests
{
    private const long Megabyte = 1024 * 1024;

    [Fact]
    public void A_few_segments_are_left_alone()
    {
        var segments = Enumerable.Range(0, 10).Select(i => Segment(i, 2 * Megabyte)).ToArray();
        Assert.Empty(new MergePolicy().FindMerge(segments));
    }

    [Fact]
    public void More_small_segments_than_a_tier_allows_start_a_merge_of_ten()
    {
        var segments = Enumerable.Range(0, 12).Select(i => Segment(i, 2 * Megabyte)).ToArray();
        Assert.Equal(10, new MergePolicy().FindMerge(segments).Count);
    }

    [Fact]
    public void Small_neighbours_are_merged_rather_than_a_big_one()
    {
        var segments = new List<SegmentSize> { Segment(0, 1000 * Megabyte) };
        segments.AddRange(Enumerable.Range(1, 24).Select(i => Segment(i, 3 * Megabyte)));
        Assert.DoesNotContain("_0", new MergePolicy().FindMerge(segments));
    }

    [Fact]
    public void A_stream_of_equal_flushes_keeps_few_segments_and_writes_each_byte_few_times()
    {
        var policy = new MergePolicy();
        var segments = new List<SegmentSize>();
        double written = 0;
        for (var i = 0; i < 2000; i++)
        {
            segments.Add(Segment(i, 4 * Megabyte));
            for (var names = policy.FindMerge(segments); names.Count > 0; names = policy.FindMerge(segments))
            {
                var chosen = segments.Where(segment => names.Contains(segment.Name)).ToArray();
                segments.RemoveAll(segment => names.Contains(segment.Name));
                segments.Add(chosen[0] with { Bytes = chosen.Sum(segment => segment.Bytes) });
                written += chosen.Sum(segment => segment.Bytes);
            }
        }
        Assert.InRange(segments.Count, 4, 35);
        Assert.InRange(written / (2000.0 * 4 * Megabyte), 1, 4);
        Assert.All(segments, segment => Assert.True(segment.Bytes <= policy.MaxSegmentMegabytes * Megabyte));
    }

    [Fact]
    public void Many_deletions_are_merged_away()
    {
        var segments = new[] { Segment(0, 100 * Megabyte) with { DeletedDocs = 600 }, Segment(1, 100 * Megabyte) };
        Assert.Contains("_0", new MergePolicy().FindMerge([segments[0] with { DeletedDocs = 900 }, segments[1]]));
        Assert.Empty(new MergePolicy().FindMerge([segments[0] with { DeletedDocs = 100 }, segments[1]]));
    }

    [Fact]
    public void A_forced_merge_ends_at_the_number_asked_for_without_deletions()
    {
        var segments = Enumerable.Range(0, 7).Select(i => Segment(i, i * Megabyte)).ToList();
        Assert.Equal(7, MergePolicy.FindForcedMerge(segments, 1).Count);
        Assert.Equal(["_0", "_1", "_2"], MergePolicy.FindForcedMerge(segments, 5));
        Assert.Equal(["_3"], MergePolicy.FindForcedMerge([Segment(3, 9) with { DeletedDocs = 1 }], 1));
        Assert.Empty(MergePolicy.FindForcedMerge([Segment(3, 9)], 1));
    }

    [Fact]
    public void Without_merging_nothing_is_found_however_many_segments_there_are() =>
        Assert.Empty(MergePolicy.None.FindMerge([.. Enumerable.Range(0, 500).Select(i => Segment(i, 3000))]));

    private static SegmentSize Segment(int number, long bytes) => new($"_{number}", bytes, 1000, 0);
}
