using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Search.Lucene.Numerics;

/// <summary>The reference kernels of <see cref="ForUtil"/>, and the parts that every variant shares.</summary>
internal static class ForScalar
{
    private static readonly ulong[] Masks8 = MakeMasks(8);
    private static readonly ulong[] Masks16 = MakeMasks(16);
    private static readonly ulong[] Masks32 = MakeMasks(32);

    /// <summary>By number of bits n: a long with the low n bits of every lane set.</summary>
    public static ReadOnlySpan<ulong> Masks(int laneWidth) => laneWidth switch { 8 => Masks8, 16 => Masks16, _ => Masks32 };

    /// <summary>Lays 128 values into <c>2 × laneWidth</c> longs of lanes.</summary>
    public static void Collapse(ReadOnlySpan<int> values, int laneWidth, Span<ulong> lanes)
    {
        var longs = 2 * laneWidth;
        for (var k = 0; k < longs; k++)
        {
            ulong lane = 0;
            for (var at = k; at < ForUtil.BlockSize; at += longs)
                lane = (lane << laneWidth) | (uint)values[at];
            lanes[k] = lane;
        }
    }

    /// <summary>The reverse of <see cref="Collapse"/>.</summary>
    public static void Expand(ReadOnlySpan<ulong> lanes, int laneWidth, Span<int> values)
    {
        var longs = 2 * laneWidth;
        var mask = (1UL << laneWidth) - 1;
        for (var k = 0; k < longs; k++)
        {
            var lane = lanes[k];
            for (var at = ForUtil.BlockSize - longs + k; at >= 0; at -= longs)
            {
                values[at] = (int)(lane & mask);
                lane >>= laneWidth;
            }
        }
    }

    /// <summary>Forms <c>2 × bits</c> words of the lanes and writes them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack(ReadOnlySpan<ulong> lanes, int bits, Span<byte> packed)
    {
        var laneWidth = ForUtil.LaneWidth(bits);
        Span<ulong> words = stackalloc ulong[2 * ForUtil.MaxBits];
        words = words[..(2 * bits)];
        var whole = laneWidth / bits;
        for (var w = 0; w < words.Length; w++)
        {
            ulong word = 0;
            var shift = laneWidth;
            for (var round = 0; round < whole; round++)
                word |= lanes[(round * words.Length) + w] << (shift -= bits);
            words[w] = word;
        }
        PackRest(lanes[(whole * words.Length)..(2 * laneWidth)], bits, laneWidth, words);
        for (var w = 0; w < words.Length; w++)
            BinaryPrimitives.WriteUInt64LittleEndian(packed[(8 * w)..], words[w]);
    }

    /// <summary>Reads the words and takes the lanes out of them.</summary>
    public static void Unpack(ReadOnlySpan<byte> packed, int bits, Span<ulong> lanes)
    {
        var laneWidth = ForUtil.LaneWidth(bits);
        Span<ulong> words = stackalloc ulong[2 * ForUtil.MaxBits];
        words = words[..(2 * bits)];
        for (var w = 0; w < words.Length; w++)
            words[w] = BinaryPrimitives.ReadUInt64LittleEndian(packed[(8 * w)..]);
        var mask = Masks(laneWidth)[bits];
        var at = 0;
        for (var shift = laneWidth - bits; shift >= 0; shift -= bits)
        {
            foreach (var word in words)
                lanes[at++] = (word >> shift) & mask;
        }
        UnpackRest(words, bits, laneWidth, lanes[at..(2 * laneWidth)]);
    }

    /// <summary>Spreads the last longs of lanes over the bits that are still free at the bottom of the words, high bits first.</summary>
    private static void PackRest(ReadOnlySpan<ulong> rest, int bits, int laneWidth, Span<ulong> words)
    {
        var free = laneWidth % bits;
        var masks = Masks(laneWidth);
        var word = 0;
        var left = free;
        foreach (var lane in rest)
        {
            for (var need = bits; need > 0;)
            {
                var take = Math.Min(left, need);
                need -= take;
                left -= take;
                words[word] |= ((lane >> need) & masks[take]) << left;
                if (left == 0)
                {
                    word++;
                    left = free;
                }
            }
        }
    }

    /// <summary>The reverse of the last step of <see cref="Pack"/>: gathers the last longs of lanes from the low bits of the words.</summary>
    public static void UnpackRest(ReadOnlySpan<ulong> words, int bits, int laneWidth, Span<ulong> rest)
    {
        var free = laneWidth % bits;
        var masks = Masks(laneWidth);
        var word = 0;
        var left = free;
        for (var i = 0; i < rest.Length; i++)
        {
            ulong lane = 0;
            var need = bits;
            while (need >= left)
            {
                need -= left;
                lane |= (words[word++] & masks[left]) << need;
                left = free;
                if (need == 0)
                    break;
            }
            if (need > 0)
            {
                left -= need;
                lane |= (words[word] >> left) & masks[need];
            }
            rest[i] = lane;
        }
    }

    public static void PrefixSum(Span<int> values, int start)
    {
        foreach (ref var value in values)
            value = start += value;
    }

    private static ulong[] MakeMasks(int laneWidth)
    {
        var ones = laneWidth switch { 8 => 0x0101010101010101UL, 16 => 0x0001000100010001UL, _ => 0x0000000100000001UL };
        var masks = new ulong[laneWidth + 1];
        for (var bits = 0; bits <= laneWidth; bits++)
            masks[bits] = ones * ((1UL << bits) - 1);
        return masks;
    }
}
