using Search.Lucene.Searching;

namespace Search.Lucene.Tests.Searching;

public sealed class SortedSpanTests
{
    [Fact]
    public void Finds_what_a_linear_search_finds()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            int[] Ascending(int most) => [.. Enumerable.Range(0, random.Next(0, most)).Select(_ => random.Next(0, 300)).Distinct().Order()];
            var (values, targets) = (Ascending(130), Ascending(130));
            var places = new int[targets.Length];
            SortedSpan.Find(targets, values, places);
            Assert.Equal(targets.Select(target => Array.IndexOf(values, target)), places);
            for (var target = -1; target < 302; target += 7)
                Assert.Equal(values.Count(value => value < target), SortedSpan.LowerBound(values, target));
        }
    }
}
