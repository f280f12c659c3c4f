using Search.Lucene.Numerics;

namespace Search.Lucene.Tests.Numerics;

public sealed class BlockLookupTests
{
    [Theory]
    [InlineData(150, 128, 128)]
    [InlineData(400, 128, 60)]
    [InlineData(4_096, 128, 128)]
    [InlineData(4_200, 128, 100)]
    [InlineData(100_000, 128, 128)]
    [InlineData(300, 3, 128)]
    [InlineData(300, 128, 2)]
    [InlineData(1_000, 12, 9)]
    [InlineData(1_000, 9, 128)]
    public void Blocks_have_in_common_what_both_contain(int range, int leftLength, int rightLength)
    {
        foreach (var variant in (SimdVariant[])[SimdVariant.Scalar, SimdVariant.Vector256])
        {
            for (var seed = 0; seed < 200; seed++)
            {
                var random = new Random(seed);
                AssertIntersects(random, Block(random, range, leftLength), Block(random, range, rightLength), variant);
            }
        }
    }

    private static void AssertIntersects(Random random, int[] left, int[] right, SimdVariant variant)
    {
        var (docs, leftIndexes, rightIndexes) = (new int[128], new byte[128], new byte[128]);
        var (leftFirst, rightFirst) = (128 - left.Length, random.Next(0, 129 - right.Length));
        var count = BlockLookup.Intersect(left, leftFirst, right, rightFirst, docs, leftIndexes, rightIndexes, variant);
        var expected = left.Intersect(right).ToArray();
        Assert.Equal(expected, docs[..count]);
        Assert.Equal(expected, leftIndexes[..count].Select(index => left[index - leftFirst]));
        Assert.Equal(expected, rightIndexes[..count].Select(index => right[index - rightFirst]));
    }

    private static int[] Block(Random random, int range, int length)
    {
        var start = random.Next(0, 1_000_000);
        return [.. Enumerable.Range(0, length).Select(_ => 500_000 + random.Next(0, range) + start % 7).Distinct().Order()];
    }
}
