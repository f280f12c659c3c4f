using FsCheck;
using FsCheck.Fluent;
using Search.Lucene.Codecs.Postings;
using Search.Lucene.Numerics;
using Search.Lucene.Store;
using Search.Lucene.Tests.Numerics;

namespace Search.Lucene.Tests.Codecs.Postings;

public sealed class ForDeltaTests
{
    [Fact]
    public void Any_ascending_block_is_read_back_and_can_be_skipped() =>
        Prop.ForAll<int, byte>((seed, width) =>
        {
            var random = new Random(seed);
            var deltas = ForUtilTests.RandomBlock(random, 1 + (width % 23));
            for (var i = 1; i < deltas.Length; i++)
                deltas[i] = Math.Max(1, deltas[i]);
            var bytes = BlockBytes.Of(output => ForDelta.Encode(deltas, output));
            var reader = new ByteReader(bytes);
            var values = new int[ForUtil.BlockSize];
            ForDelta.Decode(ref reader, 5, int.MaxValue, values);
            var skipper = new ByteReader(bytes);
            ForDelta.Skip(ref skipper);
            ForUtil.PrefixSum(deltas, 5, SimdVariant.Scalar);
            return values.AsSpan().SequenceEqual(deltas) && reader.Remaining == 0 && skipper.Remaining == 0;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_dense_block_takes_one_byte()
    {
        var ones = Enumerable.Repeat(1, ForUtil.BlockSize).ToArray();
        Assert.Equal([0], BlockBytes.Of(output => ForDelta.Encode(ones, output)));
        var reader = new ByteReader([0]);
        ForDelta.Decode(ref reader, 99, 228, ones);
        Assert.Equal(Enumerable.Range(100, ForUtil.BlockSize), ones);
    }

    [Fact]
    public void A_block_that_leaves_its_range_or_turns_back_is_damaged()
    {
        var wide = Enumerable.Repeat(1 << 30, ForUtil.BlockSize).ToArray();
        foreach (var (deltas, limit) in new[] { (Enumerable.Repeat(1, 128).ToArray(), 128), (wide, int.MaxValue), (wide[..127].Append(1).ToArray(), int.MaxValue) })
        {
            var bytes = BlockBytes.Of(output => ForDelta.Encode(deltas, output));
            Assert.Throws<CorruptIndexException>(() => Decode(bytes, limit));
        }
        Assert.Throws<CorruptIndexException>(() => Decode([32], int.MaxValue));
        Assert.Throws<CorruptIndexException>(() => Decode([5, 1, 2], int.MaxValue));
    }

    private static void Decode(byte[] bytes, int limit)
    {
        var reader = new ByteReader(bytes);
        ForDelta.Decode(ref reader, 0, limit, new int[ForUtil.BlockSize]);
    }
}
