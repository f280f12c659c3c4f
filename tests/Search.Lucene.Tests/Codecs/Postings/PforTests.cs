using FsCheck;
using FsCheck.Fluent;
using Search.Lucene.Codecs.Postings;
using Search.Lucene.Numerics;
using Search.Lucene.Store;
using Search.Lucene.Tests.Numerics;

namespace Search.Lucene.Tests.Codecs.Postings;

public sealed class PforTests
{
    [Fact]
    public void Any_block_is_read_back_and_can_be_skipped() =>
        Prop.ForAll<int, byte, byte>((seed, width, outliers) =>
        {
            var random = new Random(seed);
            var values = ForUtilTests.RandomBlock(random, 1 + (width % ForUtil.MaxBits));
            for (var i = outliers % 6; i > 0; i--)
                values[random.Next(values.Length)] = random.Next(int.MaxValue) >> random.Next(31);
            return IsReadBack(values);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(int.MaxValue)]
    public void Equal_values_are_read_back_with_up_to_four_others_among_them(int value)
    {
        var values = Enumerable.Repeat(value, ForUtil.BlockSize).ToArray();
        Assert.True(IsReadBack(values));
        foreach (var (at, other) in new[] { (0, 3), (127, 200), (64, 1 << 20), (5, int.MaxValue) })
        {
            values[at] = other;
            Assert.True(IsReadBack(values));
        }
    }

    [Fact]
    public void Three_values_of_up_to_eight_more_bits_do_not_widen_the_block()
    {
        var values = Enumerable.Repeat(1, ForUtil.BlockSize).ToArray();
        values[3] = 511;
        values[80] = 300;
        values[81] = 2;
        var bytes = Bytes(values);
        Assert.Equal((3 << 5) | 1, bytes[0]);
        Assert.Equal(1 + 16 + 6, bytes.Length);
        Assert.Equal([3, 255, 80, 150, 81, 1], bytes[17..]);
    }

    [Fact]
    public void Equal_small_values_take_two_bytes() => Assert.Equal([0, 7], Bytes([.. Enumerable.Repeat(7, ForUtil.BlockSize)]));

    [Theory]
    [InlineData(new byte[] { 0x20, 1, 128, 1 })]
    [InlineData(new byte[] { 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F })]
    [InlineData(new byte[] { 0x03 })]
    [InlineData(new byte[] { })]
    public void Damaged_blocks_are_refused(byte[] bytes) => Assert.Throws<CorruptIndexException>(() =>
    {
        var reader = new ByteReader(bytes);
        Pfor.Decode(ref reader, new int[ForUtil.BlockSize]);
    });

    [Fact]
    public void An_exception_beyond_31_bits_is_refused()
    {
        var bytes = new byte[1 + ForUtil.ByteCount(30) + 2];
        bytes[0] = (1 << 5) | 30;
        bytes[^1] = 2;
        Assert.Throws<CorruptIndexException>(() =>
        {
            var reader = new ByteReader(bytes);
            Pfor.Decode(ref reader, new int[ForUtil.BlockSize]);
        });
    }

    private static bool IsReadBack(int[] values)
    {
        var bytes = Bytes(values);
        var reader = new ByteReader(bytes);
        var decoded = new int[ForUtil.BlockSize];
        Pfor.Decode(ref reader, decoded);
        var skipper = new ByteReader(bytes);
        Pfor.Skip(ref skipper);
        return decoded.AsSpan().SequenceEqual(values) && reader.Remaining == 0 && skipper.Remaining == 0;
    }

    private static byte[] Bytes(int[] values) => BlockBytes.Of(output => Pfor.Encode([.. values], output));
}
