using Search.Lucene.Numerics;

namespace Search.Lucene.Tests.Numerics;

public sealed class CommonValuesTests
{
    private const int Rounds = 4_000;

    public static TheoryData<int> Variants => [(int)SimdVariant.Scalar, (int)SimdVariant.Vector256];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Values_in_common_are_those_of_the_definition(int variant)
    {
        for (var seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            var (left, right) = (Values(random), Values(random));
            var expected = Array.FindAll(left, right.Contains);
            Assert.Equal(expected.Length, CommonValues.Count(List(random, left), List(random, right), (SimdVariant)variant));
            var kept = new int[left.Length];
            Assert.Equal(expected.Length, CommonValues.Keep(List(random, left), List(random, right), kept));
            Assert.Equal(expected, kept[..expected.Length]);
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Values_within_a_distance_are_those_of_the_definition(int variant)
    {
        for (var seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            var (left, right, distance) = (Values(random), Values(random), random.Next(0, 6));
            var expected = left.Any(value => right.Any(other => Math.Abs(value - other) <= distance));
            Assert.Equal(expected, CommonValues.AreWithin(List(random, left), List(random, right), distance, (SimdVariant)variant));
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Pairs_of_documents_of_two_blocks_are_counted_as_each_pair_by_itself(int variant)
    {
        for (var seed = 0; seed < Rounds / 20; seed++)
        {
            var random = new Random(seed);
            var documents = random.Next(1, 128);
            int[][] left = [.. Enumerable.Range(0, documents).Select(_ => Positions(random))];
            int[][] right = [.. Enumerable.Range(0, documents).Select(_ => Positions(random))];
            byte[] indexes = [.. Enumerable.Range(0, documents).Where(_ => random.Next(3) > 0).Select(i => (byte)i)];
            var distance = random.Next(-3, 4);
            var counts = new float[indexes.Length];
            CommonValues.Count(indexes, Block(random, left), indexes, Block(random, right), distance, counts, (SimdVariant)variant);
            Assert.Equal(indexes.Select(i => (float)left[i].Count(value => right[i].Contains(value + distance))), counts);
        }
    }

    [Fact]
    public void Lists_of_nothing_have_nothing_in_common()
    {
        Assert.Equal(0, CommonValues.Count(default, List(new Random(1), [1, 2])));
        Assert.Equal(0, CommonValues.Count(List(new Random(1), [1, 2]), default));
        Assert.False(CommonValues.AreWithin(default, default, 5));
    }

    /// <summary>Ascending, now and then one twice, often fewer than a vector has.</summary>
    private static int[] Values(Random random) =>
        [.. Enumerable.Range(0, random.Next(0, random.Next(2) == 0 ? 10 : 60)).Select(_ => random.Next(-5, random.Next(2) == 0 ? 40 : 400)).Order()];

    private static int[] Positions(Random random) => [.. Values(random).Select(value => value + 5).DefaultIfEmpty(7)];

    /// <summary>The values as sums with an origin that may make them wrap, before others or at the end of memory.</summary>
    private static ShiftedList List(Random random, int[] values)
    {
        var origin = random.Next(int.MinValue, int.MaxValue);
        int[] behind = random.Next(3) == 0 ? [] : [.. Enumerable.Range(0, ShiftedList.Slack).Select(_ => unchecked(random.Next(-5, 40) + origin))];
        int[] sums = [.. values.Select(value => unchecked(value + origin)), .. behind];
        return new ShiftedList(sums, values.Length, origin);
    }

    private static BlockPositions Block(Random random, int[][] documents)
    {
        var sum = random.Next(int.MinValue, int.MaxValue);
        var sums = new List<int> { 1, 2, sum };
        foreach (var positions in documents)
        {
            sums.AddRange(positions.Select(position => unchecked(sum + position)));
            sum = sums[^1];
        }
        var end = 0;
        int[] freqs = [.. documents.Select(positions => positions.Length)];
        int[] ends = [.. freqs.Select(freq => end += freq)];
        sums.AddRange(new int[ShiftedList.Slack]);
        return new BlockPositions(sums.ToArray(), 2, ends, freqs);
    }
}
