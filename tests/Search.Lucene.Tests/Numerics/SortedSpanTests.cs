using Search.Lucene.Numerics;

namespace Search.Lucene.Tests.Numerics;

public sealed class SortedSpanTests
{
    private const int Range = 2_000;

    public static TheoryData<int> Variants => [(int)SimdVariant.Scalar, (int)SimdVariant.Vector256];

    [Fact]
    public void Finds_what_a_linear_search_finds()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var (values, targets) = (Ascending(random, 130), Ascending(random, 130));
            var places = new int[targets.Length];
            SortedSpan.Find(targets, values, places);
            Assert.Equal(targets.Select(target => Array.IndexOf(values, target)), places);
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void The_lower_bound_is_the_first_value_that_is_not_below(int variant)
    {
        for (var seed = 0; seed < 1_000; seed++)
        {
            var random = new Random(seed);
            var values = Ascending(random, seed % 10 == 0 ? 1_500 : 130);
            for (var round = 0; round < 30; round++)
            {
                var (start, target) = (random.Next(values.Length + 1), random.Next(-1, Range + 2));
                var expected = start + values.Skip(start).TakeWhile(value => value < target).Count();
                Assert.Equal(expected, SortedSpan.LowerBound(values, start, target, (SimdVariant)variant));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void A_start_behind_the_last_value_is_refused(int variant) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SortedSpan.LowerBound([1, 2], 3, 2, (SimdVariant)variant));

    private static int[] Ascending(Random random, int most) =>
        [.. Enumerable.Range(0, random.Next(0, most)).Select(_ => random.Next(0, random.Next(1, Range))).Distinct().Order()];
}
