using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;
using Search.Lucene.Numerics;

namespace Search.Lucene.Tests.Numerics;

public sealed class ForUtilTests
{
    public static TheoryData<int> Variants => [(int)SimdVariant.Scalar, (int)SimdVariant.Vector128, (int)SimdVariant.Vector256];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Every_width_is_read_back_and_every_variant_writes_the_bytes_of_the_definition(int variant)
    {
        var random = new Random(1);
        for (var bits = 1; bits <= ForUtil.MaxBits; bits++)
        {
            var values = RandomBlock(random, bits);
            var packed = new byte[ForUtil.ByteCount(bits)];
            ForUtil.Encode(values, bits, packed, (SimdVariant)variant);
            Assert.Equal(PackByDefinition(values, bits), packed);
            var decoded = new int[ForUtil.BlockSize];
            ForUtil.Decode(packed, bits, decoded, (SimdVariant)variant);
            Assert.Equal(values, decoded);
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Any_block_is_read_back(int variant) =>
        Prop.ForAll<int, byte>((seed, width) =>
        {
            var bits = 1 + (width % ForUtil.MaxBits);
            var values = RandomBlock(new Random(seed), bits);
            var packed = new byte[ForUtil.ByteCount(bits) + 5];
            ForUtil.Encode(values, bits, packed, (SimdVariant)variant);
            var decoded = new int[ForUtil.BlockSize + 3];
            ForUtil.Decode(packed, bits, decoded, (SimdVariant)variant);
            return decoded.AsSpan(0, ForUtil.BlockSize).SequenceEqual(values) && packed.AsSpan(ForUtil.ByteCount(bits)).IndexOfAnyExcept((byte)0) < 0;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Variants))]
    public void Running_sums_of_every_variant_are_the_plain_ones(int variant)
    {
        var deltas = RandomBlock(new Random(2), 20);
        var expected = new int[ForUtil.BlockSize];
        var sum = 17;
        for (var i = 0; i < expected.Length; i++)
            expected[i] = sum += deltas[i];
        ForUtil.PrefixSum(deltas, 17, (SimdVariant)variant);
        Assert.Equal(expected, deltas);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(32)]
    [InlineData(-1)]
    public void Widths_that_no_block_has_are_refused(int bits)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ForUtil.Encode(new int[128], bits, new byte[1024]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ForUtil.Decode(new byte[1024], bits, new int[128]));
    }

    [Theory]
    [InlineData("scalar", 0)]
    [InlineData("128", 1)]
    public void The_environment_chooses_a_narrower_variant_than_the_machines(string wish, int variant)
    {
        var widest = Simd.Choose(wish: null);
        Assert.Equal((SimdVariant)Math.Min(variant, (int)widest), Simd.Choose(wish));
    }

    internal static int[] RandomBlock(Random random, int bits)
    {
        var values = new int[ForUtil.BlockSize];
        for (var i = 0; i < values.Length; i++)
            values[i] = (int)random.NextInt64(1L << bits);
        return values;
    }

    /// <summary>
    /// The layout written down bit by bit: value v lies in lane v / longs (counted from the top) of long v % longs; a long below whole × words is
    /// kept entirely in word (long % words), the others bit by bit in what is left at the bottom of the words.
    /// </summary>
    private static byte[] PackByDefinition(int[] values, int bits)
    {
        var width = bits <= 8 ? 8 : bits <= 16 ? 16 : 32;
        var longs = 2 * width;
        var words = new ulong[2 * bits];
        var free = width % bits;
        for (var v = 0; v < values.Length; v++)
        {
            var lane = v / longs;
            var number = v % longs;
            var laneShift = width * ((64 / width) - 1 - lane);
            for (var bit = 0; bit < bits; bit++)
            {
                if ((values[v] >> (bits - 1 - bit) & 1) == 0)
                    continue;
                var round = number / words.Length;
                int word, place;
                if (round < width / bits)
                {
                    word = number % words.Length;
                    place = width - (round * bits) - 1 - bit;
                }
                else
                {
                    var stream = ((number - (width / bits * words.Length)) * bits) + bit;
                    word = stream / free;
                    place = free - 1 - (stream % free);
                }
                words[word] |= 1UL << (laneShift + place);
            }
        }
        var packed = new byte[8 * words.Length];
        for (var i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(packed.AsSpan(8 * i), words[i]);
        return packed;
    }
}
