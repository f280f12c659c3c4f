using Search.Lucene.Codecs;
using Search.Lucene.Codecs.Points;
using Search.Lucene.Documents;
using Search.Lucene.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Tests.Codecs.Points;

public sealed class PointsTests
{
    private static readonly FieldInfo Published = new("published", 0) { PointDimensionCount = 1, PointIndexDimensionCount = 1, PointNumBytes = 8 };
    private static readonly FieldInfo Seen = new("seen", 1) { PointDimensionCount = 1, PointIndexDimensionCount = 1, PointNumBytes = 8 };
    private static readonly FieldInfos Fields = new([Published, Seen]);

    public static TheoryData<string, int, int, long> Shapes() => new()
    {
        { "one", 1, 1, long.MaxValue },
        { "a leaf", 512, 400, 1000 },
        { "a leaf and one", 513, 513, 1 << 20 },
        { "all equal", 3000, 3000, 1 },
        { "few values", 20_000, 9000, 12 },
        { "seconds", 30_000, 30_000, 1_600_000_000 },
        { "anything", 10_000, 20_000_000, long.MaxValue },
        { "several a document", 10_000, 100, 100_000 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Ranges_find_what_a_scan_finds(string name, int count, int maxDoc, long limit)
    {
        var random = new Random(name.Length + count);
        var values = Enumerable.Range(0, count).Select(_ => random.NextInt64(limit) - (limit > 1 << 30 ? limit / 2 : 0)).ToArray();
        var docs = Enumerable.Range(0, count).Select(i => maxDoc == count ? i : random.Next(maxDoc)).ToArray();
        using var directory = new MemoryDirectory();
        var segment = Write(directory, maxDoc, values, docs);
        using var reader = new PointsReader(new SegmentReadState(directory, segment, Fields));
        reader.CheckIntegrity();
        var points = reader.Field("published")!;
        Assert.Equal((values.Min(), values.Max(), count, docs.Distinct().Count()), (points.Min, points.Max, points.Size, points.DocCount));
        for (var round = 0; round < 60; round++)
            AssertRange(points, values, docs, maxDoc, RandomRange(random, values));
        AssertRange(points, values, docs, maxDoc, (long.MinValue, long.MaxValue));
        AssertRange(points, values, docs, maxDoc, (5, 4));
    }

    [Fact]
    public void Leaves_give_all_points_in_order()
    {
        var random = new Random(2);
        var values = Enumerable.Range(0, 5000).Select(_ => random.NextInt64(200) - 100).ToArray();
        var docs = Enumerable.Range(0, 5000).Select(_ => random.Next(3000)).ToArray();
        using var directory = new MemoryDirectory();
        var segment = Write(directory, 3000, values, docs);
        using var reader = new PointsReader(new SegmentReadState(directory, segment, Fields));
        var points = reader.Field("published")!;
        var leafValues = new long[points.MaxLeafPoints];
        var leafDocs = new int[points.MaxLeafPoints];
        var actual = new List<(long, int)>();
        for (var leaf = 0; leaf < points.LeafCount; leaf++)
        {
            var count = points.ReadLeaf(leaf, leafValues, leafDocs);
            for (var i = 0; i < count; i++)
                actual.Add((leafValues[i], leafDocs[i]));
        }
        Assert.Equal(values.Zip(docs).Order(), actual);
    }

    [Fact]
    public void A_field_without_points_has_none()
    {
        using var directory = new MemoryDirectory();
        var segment = Write(directory, 3, [1, 2, 3], [0, 1, 2]);
        using var reader = new PointsReader(new SegmentReadState(directory, segment, Fields));
        Assert.Null(reader.Field("seen"));
    }

    private static (long Min, long Max) RandomRange(Random random, long[] values)
    {
        var (a, b) = (values[random.Next(values.Length)] + random.Next(-1, 2), values[random.Next(values.Length)] + random.Next(-1, 2));
        return a <= b ? (a, b) : (b, a);
    }

    private static SegmentInfo Write(MemoryDirectory directory, int maxDoc, long[] values, int[] docs)
    {
        var segment = SegmentInfo.Create("_0", maxDoc);
        using var writer = new PointsWriter(new SegmentWriteState(directory, segment, Fields));
        writer.AddField(Published, values, docs);
        writer.AddField(Seen, [], []);
        writer.Finish();
        return segment;
    }

    private static void AssertRange(PointValues points, long[] values, int[] docs, int maxDoc, (long Min, long Max) range)
    {
        var expected = values.Zip(docs).Where(point => point.First >= range.Min && point.First <= range.Max).ToList();
        Assert.Equal(expected.Count, points.IntersectCount(range.Min, range.Max));
        var found = new FixedBitSet(maxDoc);
        points.Intersect(range.Min, range.Max, found);
        var wanted = new FixedBitSet(maxDoc);
        foreach (var (_, doc) in expected)
            wanted.Set(doc);
        Assert.True(found.Words.SequenceEqual(wanted.Words));
        var estimate = points.EstimateCount(range.Min, range.Max);
        Assert.InRange(estimate, Math.Max(0, expected.Count - 2 * points.MaxLeafPoints), expected.Count + 2 * points.MaxLeafPoints);
    }
}
